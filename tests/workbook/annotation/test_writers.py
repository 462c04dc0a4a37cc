"""Files of other programs, and what other programs make of ours."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from annotation_samples import FOREIGN, MAIN, NOTES, comments_of, opened, other_writer
from workbook_hostile import pack, parts_of

from gapcheck.workbook import Submission
from gapcheck.workbook.annotation import Note
from gapcheck.workbook.annotation.encodings import as_utf8, encoding_of
from gapcheck.workbook.annotation.nodes import parsed
from gapcheck.workbook.annotation.order import WORKBOOK, WORKSHEET
from gapcheck.workbook.safety.archive import scan

ENCODE: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, most significant first": lambda text: ("\ufeff" + text).encode("utf-16-be"),
    "latin": lambda text: f'<?xml version="1.0" encoding="iso-8859-1"?>{text}'.encode("latin-1"),
}
OTHERS = (
    Note("Data & more", "B2", "ក <b>", "é", "y", "error"),
    Note("start", "A1", "q", "x", "y", "warning"),
)


@pytest.mark.parametrize("name", ENCODE)
def test_prefixes_and_encodings_of_other_programs(annotated: Callable[..., bytes], name: str) -> None:
    data = other_writer(ENCODE[name])
    result = annotated(data, OTHERS)
    scan(result, "other.xlsx", [])
    book = opened(result)
    assert book.sheetnames == ["Start", "To correct", "Data & more"]
    assert set(comments_of(result)) == {("Start", "A1"), ("Data & more", "B2")}
    assert book["Start"]["A1"].value == 'é > "a"'
    assert book["To correct"]["D5"].value == "ក <b>"
    assert book.active.title == "To correct"
    for part, order in (("xl/One.xml", WORKSHEET), ("xl/wb.xml", WORKBOOK)):
        content = parts_of(result)[part]
        root = parsed(as_utf8(content, encoding_of(content)))
        assert all(child.name.startswith(f"{MAIN} ") and child.prefix == "x" for child in root.children)
        ranks = [order.index(child.local) for child in root.children]
        assert ranks == sorted(ranks)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str], bytes]:
    """Return a function that lets LibreOffice open a file and save it as another kind."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder: Path = tmp_path_factory.mktemp("office")

    def converted(data: bytes, kind: str) -> bytes:
        (folder / "in.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), "in.xlsx"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
        return (folder / "out" / f"in.{kind}").read_bytes()

    return converted


def test_libreoffice_keeps_comments_picture_and_chart(back: bytes, office: Callable[[bytes, str], bytes]) -> None:
    saved = office(back, "xlsx")
    texts = comments_of(saved)
    assert {cell: text.split() for cell, text in texts.items()} == {
        cell: text.split() for cell, text in comments_of(back).items()
    }
    parts = parts_of(saved)
    assert [name for name in parts if name.startswith("xl/charts/chart")]
    assert [name for name in parts if name.startswith("xl/media/")]
    book = opened(saved)
    assert book.sheetnames[1] == "To correct"
    assert "Prosecution" in book["To correct"]["C5"].hyperlink.location
    assert book[FOREIGN]["B5"].value == "=SUM(B2:B4)"
    assert office(back, "pdf").startswith(b"%PDF")


def test_a_file_saved_by_libreoffice_is_annotated(
    sent: bytes, office: Callable[[bytes, str], bytes], annotated: Callable[..., bytes], read: Callable[..., Submission]
) -> None:
    saved = office(sent, "xlsx")
    result = annotated(saved, NOTES)
    assert read(result).answers == read(saved).answers
    assert len([text for text in comments_of(result).values() if "▼ gapcheck" in text]) == 4


def test_after_libreoffice_ours_are_replaced_and_not_doubled(
    sent: bytes, back: bytes, office: Callable[[bytes, str], bytes], annotated: Callable[..., bytes]
) -> None:
    # LibreOffice forgets who wrote a comment; our marks in its text are what is left.
    again = annotated(office(back, "xlsx"), NOTES)
    assert opened(again).sheetnames == opened(back).sheetnames
    assert {cell: text.split() for cell, text in comments_of(again).items()} == {
        cell: text.split() for cell, text in comments_of(back).items()
    }
    nothing = annotated(office(again, "xlsx"), ())
    assert {cell: text.strip() for cell, text in comments_of(nothing).items()} == comments_of(sent)


def test_a_file_without_styles_gets_some(annotated: Callable[..., bytes]) -> None:
    parts = parts_of(other_writer())
    del parts["xl/styles.xml"]
    for name, element in (("[Content_Types].xml", "Override"), ("xl/_rels/wb.xml.rels", "Relationship")):
        text = re.sub(rf"<\w:{element} [^>]*styles[^>]*/>", "", parts[name].decode())
        assert text != parts[name].decode()
        parts[name] = text.encode()
    book = opened(annotated(pack(parts), OTHERS))
    assert book["To correct"]["A4"].font.b
    assert not book["Start"]["A1"].font.b
