"""The command line: `cashless …`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

if TYPE_CHECKING:
    from actions.dialogue.decision import Brain
    from bot.settings import Settings

app = typer.Typer(
    name="cashless",
    help="Trợ lý thanh toán không tiền mặt. An assistant for paying without cash.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
knowledge_app = typer.Typer(help="Check and approve the articles.", no_args_is_help=True)
app.add_typer(knowledge_app, name="knowledge")
directory_app = typer.Typer(help="Check the directory and call its numbers.", no_args_is_help=True)
app.add_typer(directory_app, name="directory")
replies_app = typer.Typer(help="Check the assistant's own words.", no_args_is_help=True)
app.add_typer(replies_app, name="replies")

_USER_ERROR: Final = 1
_PAIRS: Final = 1000  # pairs of articles looked at for being too near


def main() -> None:
    """Run the command line; an error that a user can mend is a message, not a traceback."""
    from actions.database.session import DatabaseError
    from actions.privacy.crypto import SealError
    from actions.privacy.forget import TombstoneError
    from bot.settings import SettingsError
    from knowledge.article import ArticleError
    from knowledge.directory.entries import DirectoryError
    from knowledge.model import ModelError

    try:
        app()
    except (SettingsError, DatabaseError, ModelError, ArticleError, DirectoryError, SealError, TombstoneError) as error:
        _tell(str(error))
        sys.exit(_USER_ERROR)


def _tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _brain(settings: Settings) -> Brain:
    """Return the brain, training a model first when there is none that fits the articles."""
    from actions.dialogue.decision import Brain, Retention
    from actions.privacy.ending import EVENT_KEYS_KEPT
    from knowledge.directory.entries import read_directory
    from knowledge.directory.places import read_places
    from knowledge.model import load_model, read_pointer, source_version, use_model
    from knowledge.train import train

    pointer = read_pointer(settings.models)
    version = source_version(settings.articles)
    if pointer is None or (pointer.model != version and not pointer.held):
        if (settings.models / version).is_dir():
            use_model(settings.models, version)
        else:
            _tell("No trained model for these articles yet: training one (less than a minute, once).")
            train(settings.articles, settings.models, lambda step: _tell(f"  {step} …"))
    elif pointer.held and pointer.model != version:
        _tell(f"The model is held at {pointer.model}; `cashless train` goes on to the present articles.")
    return Brain(
        load_model(settings.models),
        operator=settings.operator,
        human=settings.human,
        require_approved=settings.require_approved,
        retention=Retention(settings.idle_minutes, EVENT_KEYS_KEPT.days, settings.theme_days),
        directory=read_directory(settings.directory),
        places=read_places(settings.directory),
    )


@app.command()
def run(
    host: Annotated[str | None, typer.Option(help="Address to bind to.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to bind to.")] = None,
) -> None:
    """Run everything in one process: web chat, API and worker, on embedded defaults."""
    from bot.serving import desk_for, serve
    from bot.settings import load_settings

    settings = load_settings(**_given(host=host, port=port))
    desk = desk_for(settings, _brain(settings), embedded=True, tell=_tell)
    serve(settings, desk, with_worker=True, tell=_tell)


@app.command()
def web(
    host: Annotated[str | None, typer.Option(help="Address to bind to.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to bind to.")] = None,
) -> None:
    """Run a web process only; a worker takes the turns."""
    from bot.serving import desk_for, serve
    from bot.settings import load_settings

    settings = load_settings(**_given(host=host, port=port))
    desk = desk_for(settings, _brain(settings), embedded=False, tell=_tell)
    serve(settings, desk, with_worker=False, tell=_tell)


@app.command()
def worker() -> None:
    """Run a worker process only."""
    from bot.serving import desk_for, work
    from bot.settings import load_settings

    settings = load_settings()
    work(settings, desk_for(settings, _brain(settings), embedded=False, tell=_tell), tell=_tell)


@app.command()
def migrate() -> None:
    """Bring the database to this version's tables."""
    from actions.database.migrate import upgrade
    from actions.database.session import Database
    from bot.serving import prepare_data_folder
    from bot.settings import load_settings

    settings = load_settings()
    prepare_data_folder(settings)
    database = Database(settings.database)
    database.check()
    _tell(f"{database.name}: {upgrade(database)}")


@app.command()
def train(
    embedder: Annotated[
        bool, typer.Option("--embedder", help="Retrain the word embedder first (extra `embedder`).")
    ] = False,
    back: Annotated[bool, typer.Option("--back", help="Go back to the model in use before, and hold it.")] = False,
) -> None:
    """Train the model from articles and examples, and put it in use."""
    from rich.console import Console

    from bot.settings import load_settings
    from knowledge.model import go_back
    from knowledge.train import train as train_model

    settings = load_settings()
    if back:
        pointer = go_back(settings.models)
        _tell(f"Back to model {pointer.model}; it is held until the next `cashless train`.")
        return
    console = Console(stderr=True)
    with console.status("training …") as status:

        def progress(step: str) -> None:
            console.print(f"  {step}")
            status.update(step)

        if embedder:
            from knowledge.search.embedding import embedder_folder
            from knowledge.train_embedder import train_embedder

            try:
                train_embedder(settings.articles, embedder_folder(), progress)
            except ImportError as error:
                _tell(str(error))
                raise typer.Exit(_USER_ERROR) from error
        folder = train_model(settings.articles, settings.models, progress)
    _tell(f"Model in use: {folder}")


@app.command()
def chat() -> None:
    """Talk to the assistant in the terminal."""
    from bot.channels.terminal import converse
    from bot.settings import load_settings

    converse(_brain(load_settings()))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question, or a JSONL file of questions (`-`: standard input).")],
    output: Annotated[str | None, typer.Option(help="JSONL file for the answers (`-`: standard output).")] = None,
) -> None:
    """Answer one question, or a file of questions."""
    from actions.batch import Batch, BatchQuestion, parse_question
    from bot.settings import load_settings

    settings = load_settings()
    if output is None and question != "-" and not question.endswith(".jsonl"):
        print(Batch(_brain(settings)).ask(BatchQuestion(None, question, (), None))["reply"])
        return
    with _reading(question) as source, _writing(output) as sink:
        batch = Batch(_brain(settings))
        failed = _each_line(source, sink, lambda number, entry: batch.ask(parse_question(number, entry)))
    _exit_if(failed)


@app.command()
def replay(
    conversations: Annotated[str, typer.Argument(help="A JSONL file of conversations (`-`: standard input).")],
    output: Annotated[str | None, typer.Option(help="JSONL file for the replies (`-`: standard output).")] = None,
) -> None:
    """Replay a file of conversations."""
    from actions.batch import Batch, parse_dialogue
    from bot.settings import load_settings

    with _reading(conversations) as source, _writing(output) as sink:
        batch = Batch(_brain(load_settings()))
        failed = _each_line(source, sink, lambda number, entry: batch.replay(parse_dialogue(number, entry)))
    _exit_if(failed)


@app.command()
def evaluate(
    questions: Annotated[str, typer.Argument(help="A JSONL file of labelled questions (`-`: standard input).")],
) -> None:
    """Measure the design's promises on a labelled file, by theme and by style."""
    from actions.batch import Batch, LineError, parse_question
    from actions.evaluate import judge
    from bot.report import print_evaluation
    from bot.settings import load_settings

    batch = Batch(_brain(load_settings()))
    verdicts = []

    def judged(number: int, entry: dict[str, Any]) -> None:
        if not isinstance(entry.get("theme"), str):
            raise LineError(f'line {number}: "theme" has to be a string')
        verdicts.append(judge(entry, batch.ask(parse_question(number, entry))))

    with _reading(questions) as source:
        failed = _each_line(source, None, judged)
    print_evaluation(verdicts)
    _exit_if(failed)


@app.command()
def key() -> None:
    """Print a fresh master key for CASHLESS_MASTER_KEY."""
    from bot.settings import make_key

    print(make_key())


@knowledge_app.command("check")
def knowledge_check(
    folder: Annotated[Path | None, typer.Argument(help="Folder of articles; the settings' one by default.")] = None,
    neighbours: Annotated[int, typer.Option(help="Print so many pairs that come nearest to each other.", min=0)] = 0,
) -> None:
    """Check every article: schema, sources, numbers, wording, duplicates, and what may be taken for each other."""
    from bot.settings import load_settings
    from knowledge.check import check_articles
    from knowledge.confusable import explanations, nearest_neighbours, unexplained
    from knowledge.directory.entries import read_directory
    from knowledge.search.embedding import embedder_folder, load_static_embedder

    settings = load_settings()
    where = folder or settings.articles
    articles, problems = check_articles(where, read_directory(settings.directory))
    near = nearest_neighbours(articles, load_static_embedder(embedder_folder()), _PAIRS)
    if where == settings.articles:  # the reasons are those of the articles in use
        problems += unexplained(near, explanations())
    for problem in problems:
        print(problem)
    for pair in near[:neighbours]:
        print(pair)
    themes = len({article.theme for article in articles})
    _tell(f"{len(articles)} articles, {themes} themes, {len(problems)} problems")
    if not articles and not problems:
        _tell(f"no article in {where}")
    _exit_if(bool(problems) or not articles)


@knowledge_app.command("approve")
def knowledge_approve(
    article: Annotated[str, typer.Argument(help="The article's id.")],
    name: Annotated[str, typer.Option(help="Who approves: the person's name.")],
    agency: Annotated[str, typer.Option(help="The agency in whose name.")],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = None,
) -> None:
    """Record that a person of an agency has read and approved an article."""
    from bot.settings import load_settings
    from knowledge.approve import approve

    day = _day(on)
    path = approve(load_settings().articles, article, name=name, agency=agency, on=day)
    _tell(f"{path}: approved by {name}, {agency}, {day.isoformat()}. Run `cashless train` to put it in use.")


@knowledge_app.command("coverage")
def knowledge_coverage(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is stale.")] = False,
) -> None:
    """Write knowledge/COVERAGE.md: which need each shipped article meets."""
    from knowledge.article import articles_folder, read_articles
    from knowledge.coverage import check_coverage, coverage_markdown, needs

    articles, wanted = read_articles(articles_folder()), needs()
    problems = list(check_coverage(wanted, articles))
    text, file = coverage_markdown(wanted, articles), articles_folder().parent / "COVERAGE.md"
    if not check:
        file.write_text(text, encoding="utf-8")
    elif not file.exists() or file.read_text(encoding="utf-8") != text:
        problems.append(f"{file}: stale: run `cashless knowledge coverage`")
    for problem in problems:
        print(problem)
    _tell(f"{len(articles)} articles, {len(wanted)} needs, {len(problems)} problems")
    _exit_if(bool(problems))


@knowledge_app.command("due")
def knowledge_due(
    within: Annotated[int, typer.Option(help="Also what is due in so many days.", min=0)] = 30,
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = None,
    by_owner: Annotated[bool, typer.Option("--by-owner", help="One letter an owner, to send as it is.")] = False,
) -> None:
    """Print the articles whose facts have to be read again, or that may not be given any more."""
    from bot.settings import load_settings
    from knowledge.article import read_articles
    from knowledge.directory.entries import read_directory
    from knowledge.due import due_articles, review_requests

    settings = load_settings()
    due = due_articles(read_articles(settings.articles), _day(on), within)
    letters = review_requests(due, read_directory(settings.directory), operator=settings.operator)
    for text in letters if by_owner else map(str, due):
        print(text)
    _tell(f"{len(due)} articles due")


@knowledge_app.command("leaflet")
def knowledge_leaflet(
    articles: Annotated[list[str] | None, typer.Argument(help="Ids of articles; all by default.")] = None,
    to: Annotated[Path, typer.Option(help="The folder to write to.")] = Path("leaflets"),
    province: Annotated[str | None, typer.Option(help="quang-ngai or thai-nguyen: whose numbers are printed.")] = None,
) -> None:
    """Write each article as an A5 leaflet (ID.pdf) and its short answer as a picture (ID.png)."""
    from bot.settings import load_settings
    from knowledge.article import PROVINCES, ArticleError, read_articles
    from knowledge.directory.entries import read_directory
    from knowledge.leaflet import answer_png, leaflet_pdf

    settings = load_settings()
    if province is not None and province not in PROVINCES:
        _tell(f"--province: {province!r} is none of {', '.join(PROVINCES)}")
        raise typer.Exit(_USER_ERROR)
    by_id = {article.id: article for article in read_articles(settings.articles)}
    for missing in set(articles or ()) - set(by_id):
        raise ArticleError(f"{settings.articles}:1: there is no article {missing!r}")
    directory = read_directory(settings.directory)
    to.mkdir(parents=True, exist_ok=True)
    chosen = [by_id[key] for key in articles or by_id]
    for article in chosen:
        for form, make in (("pdf", leaflet_pdf), ("png", answer_png)):
            made = make(article, directory, operator=settings.operator, province=province)
            (to / f"{article.id}.{form}").write_bytes(made)
    _tell(f"{len(chosen)} leaflets and pictures in {to}")


@directory_app.command("check")
def directory_check() -> None:
    """Check the directory: bodies, numbers, places, holidays."""
    from bot.settings import load_settings
    from knowledge.directory.check import check_directory

    directory, problems = check_directory(load_settings().directory)
    for problem in problems:
        print(problem)
    _tell(f"{len(directory.entries)} bodies, {len(problems)} problems")
    _exit_if(bool(problems))


@directory_app.command("verify")
def directory_verify(
    entry: Annotated[str | None, typer.Argument(help="The id of a body; none: print the call sheet.")] = None,
    number: Annotated[str | None, typer.Option(help="The number that was called, as on the sheet.")] = None,
    by: Annotated[str, typer.Option(help="Who called.")] = "",
    how: Annotated[str, typer.Option(help="How it was checked, e.g. who answered.")] = "",
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = None,
    wrong: Annotated[bool, typer.Option("--wrong", help="The number is wrong: it is not shown any more.")] = False,
) -> None:
    """Print a sheet to call the numbers by, or record what came of a call."""
    from bot.settings import load_settings
    from knowledge.directory.entries import read_directory
    from knowledge.directory.verify import ENOUGH_BANKS, call_sheet, record, verified_banks

    folder = load_settings().directory
    if entry is None:
        for line in call_sheet(read_directory(folder)):
            print(line)
        _tell(f"{verified_banks(read_directory(folder))} banks verified; production wants {ENOUGH_BANKS}.")
        return
    if number is None:
        _tell("--number: which number was called?")
        raise typer.Exit(_USER_ERROR)
    path = record(folder, entry, number, right=not wrong, by=by, on=_day(on), how=how)
    _tell(f"{path}: {number} of {entry} is {'wrong' if wrong else 'right'}, says {by}.")


@replies_app.command("check")
def replies_check() -> None:
    """Check the assistant's own words: placeholders, length, forbidden wording."""
    from actions.dialogue.lint import check_replies
    from bot.settings import load_settings
    from knowledge.directory.entries import read_directory

    problems = check_replies(read_directory(load_settings().directory))
    for problem in problems:
        print(problem)
    _tell(f"{len(problems)} problems")
    _exit_if(bool(problems))


@app.command()
def forgotten(
    receipt: Annotated[str | None, typer.Argument(help="The receipt a person was given; none: all.")] = None,
) -> None:
    """Show that nothing is left of people who were forgotten; erase again what a restored backup brought back."""
    from actions.privacy.forget import read_tombstones, remains
    from bot.serving import open_database
    from bot.settings import load_settings

    settings = load_settings()
    database, keys = open_database(settings, embedded=False, tell=_tell)
    found = [t for t in read_tombstones(settings.tombstones) if receipt in (None, t.receipt)]
    if not found:
        _tell(f"no such receipt in {settings.tombstones}")
        raise typer.Exit(_USER_ERROR)
    for tombstone in found:
        with database.read() as session:
            left = remains(session, keys, tombstone).total
        print(f"{tombstone.receipt}\t{tombstone.at.isoformat(timespec='seconds')}\t{left} left")


def _given(**options: Any) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _day(on: str | None) -> date:
    try:
        return date.fromisoformat(on) if on else date.today()  # noqa: DTZ011  (the day where the command is typed)
    except ValueError as error:
        _tell(f"--on: {on!r} is no day like 2026-11-22")
        raise typer.Exit(_USER_ERROR) from error


def _exit_if(failed: bool) -> None:
    if failed:
        raise typer.Exit(_USER_ERROR)


@contextmanager
def _reading(path: str) -> Iterator[TextIO]:
    if path == "-":
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        file = Path(path).open(encoding="utf-8-sig", errors="replace")  # noqa: SIM115
    except OSError as error:
        _tell(f"{path} cannot be read: {error.strerror}")
        raise typer.Exit(_USER_ERROR) from error
    with file:
        yield file


@contextmanager
def _writing(path: str | None) -> Iterator[TextIO]:
    if path in (None, "-"):
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield sys.stdout
        return
    try:
        file = Path(str(path)).open("w", encoding="utf-8")  # noqa: SIM115
    except OSError as error:
        _tell(f"{path} cannot be written: {error.strerror}")
        raise typer.Exit(_USER_ERROR) from error
    with file:
        yield file


def _json_line(result: Any) -> str:
    line = json.dumps(result, ensure_ascii=False)
    # Half a surrogate pair, as a cut-off emoji leaves behind, is no UTF-8: such a line is written in ASCII.
    broken = any("\ud800" <= char <= "\udfff" for char in line)
    return (json.dumps(result) if broken else line) + "\n"


def _each_line(source: TextIO, sink: TextIO | None, handle: Callable[[int, dict[str, Any]], Any]) -> bool:
    """Handle every line; a broken one is named by its number and the rest goes on. Return whether one was broken."""
    from actions.batch import LineError, parse_lines

    failed = False
    for number, entry in parse_lines(source):
        try:
            if isinstance(entry, LineError):
                raise entry
            result = handle(number, entry)
        except LineError as error:
            _tell(str(error))
            failed = True
            continue
        if sink is not None:
            sink.write(_json_line(result))
            sink.flush()
    return failed
