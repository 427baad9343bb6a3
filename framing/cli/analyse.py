"""framing analyse, framing schema: the analysis as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from framing.cli.choices import (
    Codebook,
    Codebooks,
    Confidence,
    Jobs,
    Outlets,
    Paths,
    Quiet,
    Sources,
    Tone,
    articles_of,
    project_here,
)
from framing.cli.console import stages, warn, warn_skipped


def analyse(
    paths: Paths = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .jsonl or .parquet file; without it, to stdout."),
    ] = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Clean nothing: texts stay as they are.")
    ] = False,
    codebook: Codebook = None,
    sources: Sources = None,
    tone: Tone = None,
    confidence: Confidence = None,
    jobs: Jobs = 1,
    outlets: Outlets = None,
    codebooks: Codebooks = None,
    quiet: Quiet = False,
) -> None:
    """Analyse articles and write one JSON object a line, as 'framing schema' describes it.

    [bold]Examples[/bold]

      framing analyse articles/ -o analysis.jsonl
      framing analyse articles.jsonl --as-is | jq .statements
    """
    from framing import api  # noqa: PLC0415  (heavy: spaCy, NumPy)
    from framing.export.documents import write_documents  # noqa: PLC0415
    from framing.options import choose  # noqa: PLC0415

    project = project_here()
    options = choose(
        project,
        codebook=codebook,
        sources=sources.value if sources else None,
        tone=tone.value if tone else None,
        confidence=confidence,
        jobs=jobs,
        outlets=outlets,
        codebooks=codebooks,
    )
    paths = articles_of(paths, project)
    if output:
        if output.suffix not in (".jsonl", ".parquet") and not output.is_dir():
            raise typer.BadParameter(f"{output}: name a .jsonl or a .parquet file.")
        api.check_writable(output)
    with stages(quiet) as stage:
        stage("Reading articles")
        outcome = api.read_all(paths, folders=options.folders, as_is=as_is)
        warn_skipped(outcome.skipped)
        total = len(outcome.articles)
        analyses = api.analyse(
            outcome.articles,
            options=options,
            progress=lambda done: stage("Analysing", done, total),
        )
    write_documents(analyses, output)
    for note in sorted({note for analysis in analyses for note in analysis.notes}):
        warn(note)
    if output and not quiet:
        typer.echo(f"{len(analyses)} articles  {output}", err=True)


def schema() -> None:
    """Print the JSON Schema of an analysed article."""
    from framing.export.documents import json_schema  # noqa: PLC0415

    typer.echo(json.dumps(json_schema(), indent=1))
