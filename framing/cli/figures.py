"""framing figures: the figures of very many analysed articles, without a report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from framing.cli.shared import Quiet, say, settings_here, stages


def figures(
    ctx: typer.Context,
    folders: Annotated[
        list[Path], typer.Argument(help="What framing analyse wrote: folders, .jsonl, .parquet.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The table, a .csv file.")] = Path(
        "figures.csv"
    ),
    quiet: Quiet = False,
) -> None:
    """Write the figures of analysed articles as one table, in little time and memory.

    For more articles than a report can hold. Each figure has its interval, and its gap to the other
    outlets with its chance; none has its sentences. Speakers are counted as each article by itself
    tells of them, and neither shared copy nor articles that do not compare are set apart.

    [bold]Examples[/bold]

      framing analyse archive/ -o analysed/
      framing figures analysed/ -o figures.csv
    """
    from framing.export.figures import figures_table  # noqa: PLC0415
    from framing.files import check_writable, write_file  # noqa: PLC0415
    from framing.study.reducing import figures_of  # noqa: PLC0415  (heavy: NumPy)
    from framing.study.study import Study  # noqa: PLC0415  (heavy: spaCy)

    if output.suffix.lower() != ".csv":
        raise typer.BadParameter(f"{output}: name a .csv file.")
    check_writable(output)
    with stages(quiet) as stage:
        stage("Adding up articles")
        reduced = figures_of(Study(settings_here(ctx)), folders)
    write_file(output, figures_table(reduced))
    if not quiet:
        total = sum(reduced.articles.values())
        say(f"{total:,} articles of {len(reduced.articles)} outlets  {output}", err=True)
