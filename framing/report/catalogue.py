"""What templates there are, and starting points for the user's own."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from framing.errors import TemplateError, did_you_mean
from framing.files import report_templates, write_file
from framing.report.sandbox import with_blocks
from framing.report.templates import EXTENSIONS, MAIN_TEMPLATE
from framing.report.themes import FILE, THEMES, check_name
from framing.settings import SECTIONS, THEME

_SUFFIX = ".html.j2"
_KINDS = (".j2", ".css", ".js")
_EXTENDS = """{{# Your own version of the report. It extends the packaged one: keep the
   blocks that you change, delete the others. {{{{ super() }}}} gives the packaged block. #}}
{{% extends "default/report.html.j2" %}}
{blocks}
"""
_OUTLET = """{{# The page of one outlet. It extends the packaged page. Change what stands in a block
   ({{{{ super() }}}} gives what the packaged page has there), add blocks, take blocks out: a block
   that is not named here stays as it is. The blocks:

{blocks}

   What there is to show: framing templates show outlet, framing templates show OutletView #}}
{{% extends "default/sections/outlet.html.j2" %}}
{{% block {first} %}}{{{{ super() }}}}{{% endblock %}}
"""
_SECTION = """{{# {title}: a section of your own. It is shown where framing.toml names it:
   sections = [ …, "{name}", … ]
   What there is to show: framing templates list, framing templates show OutletView #}}
<section class="flow" data-title="{title}" id="{anchor}">
<p class="kicker"><span>{title}</span></p>
<h2>{title}</h2>
<p class="measure">What the table counts, and its unit</p>
<table class="lines">
<thead>
<tr><th scope="col">Outlet</th><th scope="col" class="n">Sentences</th></tr>
</thead>
<tbody>
{{% for o in outlets %}}
<tr><th scope="row">{{{{ o.name }}}}</th>
<td class="n">{{{{ figure("sentences", o) }}}}</td></tr>
{{% endfor %}}
</tbody>
</table>
</section>
"""
_THEME = """# A theme of your own. It looks like the default one until you take the '#' from a line
# and change its value. Colours of the page stand in tokens.css beside this file; rules of
# your own may stand in a theme.css (read last), typefaces in fonts/.
description = "A theme of my own"
"""
_TOKENS = """/* Colours, sizes and typefaces of the page. What is not said here stays as in the
   default theme, whose values these are: take away the signs around a line and change it. */
:root {{
{lines}
}}
"""


@dataclass(frozen=True, slots=True)
class TemplateFile:
    """A template, what it is for, and whether the user has one of that name."""

    name: str
    purpose: str
    own: bool


def list_templates(folders: Sequence[Path] = ()) -> tuple[TemplateFile, ...]:
    """All templates and style sheets, the packaged ones first."""
    packaged = report_templates() / "default"
    names = sorted(
        str(path.relative_to(packaged).as_posix())
        for path in packaged.rglob("*")
        if path.suffix in _KINDS
    )
    own = sorted(
        str(path.relative_to(folder).as_posix())
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in _KINDS
        and folder.resolve() != report_templates().resolve()
        and path.relative_to(folder).parts[0] != THEMES  # those are chosen by name
    )
    extra = [name for name in own if name not in names]
    return (
        *(TemplateFile(n, _purpose(packaged / n), n in own) for n in names),
        *(TemplateFile(name, "yours", True) for name in extra),
    )


def unused_templates(
    folders: Sequence[Path], slugs: Collection[str], sections: Collection[str] = ()
) -> list[str]:
    """The user's templates that have neither the name of a packaged one, nor of an outlet's page,
    nor of a section that the report shows.

    Args:
        folders: the user's template folders.
        slugs: the outlets of the articles at hand.
        sections: the report's sections.
    """
    known = {t.name for t in list_templates()}
    packaged = [report_templates() / "default" / name for name in sorted(known)]
    for path in packaged:  # what a theme may bring, such as theme.css
        known |= _included(_tree(path)) if path.suffix == ".j2" else set()
    known |= {f"outlets/{slug}{_SUFFIX}" for slug in slugs}
    known |= {f"sections/{name}{_SUFFIX}" for name in sections}
    own = [t.name for t in list_templates(folders) if t.own]
    return [name for name in own if name not in known]


def unknown_blocks(folders: Sequence[Path]) -> list[tuple[str, str, str]]:
    """Blocks of the user's templates that the template they extend has not, so that nobody sees
    what stands in them: template, block, and the nearest block there is ('' for none)."""
    packaged = report_templates() / "default"
    found = []
    for template in list_templates(folders):
        if not template.own or not template.name.endswith(_SUFFIX):
            continue
        tree = _tree(next(f / template.name for f in folders if (f / template.name).is_file()))
        own = set(_blocks(tree))
        nested = {name for block in tree.find_all(nodes.Block) for name in _blocks(block)}
        for parent in tree.find_all(nodes.Extends):
            name = parent.template.as_const() if isinstance(parent.template, nodes.Const) else ""
            base = packaged / name.removeprefix("default/")
            if not name.startswith("default/") or not base.is_file():
                continue
            known = _blocks(_tree(base))
            for block in sorted(own - nested - set(known)):
                near = difflib.get_close_matches(block, known, n=1)
                found.append((template.name, block, near[0] if near else ""))
    return found


def _tree(path: Path) -> nodes.Template:
    return Environment(extensions=EXTENSIONS).parse(with_blocks(path.read_text("utf-8"), SECTIONS))


def _included(tree: nodes.Template) -> set[str]:
    """The names that a template includes."""
    named = (each.template for each in tree.find_all(nodes.Include))
    return {name.value for name in named if isinstance(name, nodes.Const)}


def _blocks(node: nodes.Node) -> list[str]:
    return [block.name for block in node.find_all(nodes.Block)]


def _purpose(path: Path) -> str:
    """The first sentence of the template's opening comment."""
    comment = re.match(r"\s*(?:\{#|/\*)-?\s*(.*?)(?:#\}|\*/)", path.read_text("utf-8"), re.DOTALL)
    if not comment:
        return ""
    text = " ".join(comment.group(1).split())
    return text.split(". ")[0].rstrip(".:")


def new_template(name: str, folder: Path) -> Path:
    """Write a starting point for the user's own template.

    Args:
        name: of a packaged template ('report', 'sections/tone', 'tokens.css'),
            'outlets/<slug>' for one outlet's page, 'sections/<name>' for a section of their own,
            or 'themes/<name>' for a theme.
        folder: the user's template folder.

    Raises:
        TemplateError: there is no template of that name, or the user has one already.
    """
    if name.startswith(f"{THEMES}/"):
        return _new_theme(name.removeprefix(f"{THEMES}/"), folder)
    packaged = report_templates() / "default"
    target_name = name if name.endswith((_SUFFIX, ".css", ".js")) else name + _SUFFIX
    target = folder / target_name
    if target.exists():
        raise TemplateError(f"{target} is there already.", "Change that file, or remove it first.")
    if target_name == MAIN_TEMPLATE:
        names = dict.fromkeys(_blocks(_tree(packaged / MAIN_TEMPLATE)))
        blocks = "\n".join(f"{{% block {n} %}}{{{{ super() }}}}{{% endblock %}}" for n in names)
        text = _EXTENDS.format(blocks=blocks)
    elif re.fullmatch(r"outlets/[^/]+" + re.escape(_SUFFIX), target_name):
        page = (packaged / "sections/outlet.html.j2").read_text("utf-8")
        found = re.findall(r"{% block (\w+) %}{# (.+?) #}", page)
        width = max(len(block) for block, _ in found)
        listed = "\n".join(f"   {block:{width}}  {about}" for block, about in found)
        text = _OUTLET.format(blocks=listed, first=found[0][0])
    elif (packaged / target_name).is_file():
        text = (packaged / target_name).read_text("utf-8")
    elif (section := _own_section(target_name)) is not None:
        text = section
    else:
        known = [template.name for template in list_templates()]
        raise TemplateError(
            f"There is no template '{target_name}'.",
            f"{did_you_mean(target_name, known)}List them: framing templates list",
        )
    write_file(target, text.encode())
    return target


def _own_section(target_name: str) -> str | None:
    """The start of a section of the user's own; None where the name is none, or so near to that of
    a packaged section that it was meant."""
    match = re.fullmatch(r"sections/([a-z0-9_]+)" + re.escape(_SUFFIX), target_name)
    if match is None or difflib.get_close_matches(match[1], SECTIONS, n=1, cutoff=0.7):
        return None
    title = match[1].replace("_", " ").capitalize()
    return _SECTION.format(name=match[1], anchor=match[1].replace("_", "-"), title=title)


def _new_theme(name: str, folder: Path) -> Path:
    """Write a theme that looks like the default one, each value in a comment, ready to change."""
    check_name(name)
    target = folder / THEMES / name
    if target.exists():
        raise TemplateError(f"{target} is there already.", "Change its files, or remove it first.")
    packaged = report_templates()
    tokens = re.findall(r"^  (--.*;)$", (packaged / "default/tokens.css").read_text("utf-8"), re.M)
    lines = "\n".join(f"  /* {token} */" for token in tokens)
    write_file(target / "tokens.css", _TOKENS.format(lines=lines).encode())
    write_file(target / FILE, commented_theme(packaged / THEMES / THEME / FILE).encode())
    return target


def commented_theme(path: Path) -> str:
    """A theme's file with every key in a comment; its table headers stay."""
    lines = path.read_text("utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
    kept = [
        line if not line or line.startswith(("#", "[")) else f"# {line}" for line in lines[first:]
    ]
    return _THEME + "\n".join(kept[1:]) + "\n"
