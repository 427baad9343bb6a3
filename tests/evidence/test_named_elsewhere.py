"""Who is said to speak in one outlet alone must not so much as be named in another."""

from __future__ import annotations

import pytest

from framing.evidence.named_elsewhere import is_named_in, plain
from framing.models import Naming

TEXT = plain(["The Truth and Reconciliation Commission met.", "Mr Lind’s letter came late."])


@pytest.mark.parametrize(
    ("speaker", "naming", "named"),
    [
        ("Mayor Eva Lind", Naming.NAMED, True),
        ("Eva Holm", Naming.NAMED, False),
        ("National Truth and Reconciliation Commission", Naming.INSTITUTION, True),
        ("Commission of the Harbour", Naming.INSTITUTION, False),
        ("The", Naming.INSTITUTION, True),
    ],
)
def test_names(speaker, naming, named):
    assert is_named_in(speaker, naming, TEXT) is named
