"""The templates as pictures: every text is there, in a font that has its letters, and no row is too low for it."""

from __future__ import annotations

import functools
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import openpyxl
import pytest
from workbook_office import PDF, needed, office_jobs, once

from gapcheck.workbook import fill_template, write_template
from gapcheck.workbook.drawing.layout import Layout
from gapcheck.workbook.drawing.styling import TALLEST
from gapcheck.workbook.languages import Languages
from gapcheck.workbook.plan import Plan

HEADER = {"country": "KHM", "year": 2022, "submitted_on": "2023-01-31", "submitted_by": "NCCT"}
TEMPLATES = {"en": ("en",), "km": ("km",), "en-km": ("en", "km")}
FILLED = "filled"  # in both languages, with long answers
PLANTED = "planted"  # with faults that must be found
LONG = {
    "answer": "Ministry of Justice, provincial courts, the police and partners; និងអាជ្ញាធរមូលដ្ឋាន",
    "document": "Prakas 012/22 on the procedure for identifying victims, as amended; ប្រកាសស្តីពីនីតិវិធីកំណត់អត្តសញ្ញាណជនរងគ្រោះ",
    "link": "https://example.org/documents/prakas-012-22-on-identification-as-amended.pdf",
    "comment": "The figure leaves out what two provinces reported late. តួលេខនេះមិនរាប់បញ្ចូលរបាយការណ៍យឺតយ៉ាវរបស់ខេត្តពីរទេ។",
    "responsible_body": "National Committee for Counter Trafficking / គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស",
}  # fmt: skip
KHMER = range(0x1780, 0x1800)
_ROUNDING = 0.5  # points; LibreOffice keeps heights in hundredths of a millimetre


@pytest.fixture(scope="module")
def printouts(shipped_rulebook, tmp_path_factory):
    """Return a folder with every template and its PDF, and the heights that the templates' rows need."""
    for program in ("pdftotext", "pdftohtml", "pdffonts", "fc-list"):
        needed(program)
    if not subprocess.run(["fc-list", ":lang=km"], capture_output=True, check=True).stdout:
        pytest.skip("no Khmer font is installed here")

    def make(folder):
        for name, codes in TEMPLATES.items():
            write_template(shipped_rulebook, "KHM", 2022, folder / f"{name}.xlsx", languages=Languages(codes))
        # A part of the questions, each with long answers: printing all of them again would say no more.
        asked = [item for number, item in enumerate(shipped_rulebook.asked()) if number % 5 == 0 or item.type == "text"]
        answers = {item.id: {key: LONG[key] for key in LONG if key != "answer"} for item in asked}
        answers |= {item.id: LONG for item in asked if item.type == "text"}
        plan, path = Plan(asked=frozenset(answers)), folder / f"{FILLED}.xlsx"
        fill_template(shipped_rulebook, HEADER, answers, {}, path, languages=Languages(("en", "km")), plan=plan)
        plant_faults(folder / "km.xlsx", folder / f"{PLANTED}.xlsx")
        names = (*TEMPLATES, FILLED, PLANTED)
        jobs = [
            {"open": str(folder / f"{name}.xlsx"), "heights": True, "save": [[str(folder / f"{name}.pdf"), PDF]]}
            for name in names
        ]
        done = office_jobs(jobs, folder)
        return {name: found["heights"] for name, found in zip(names, done, strict=True)}

    return once(tmp_path_factory, "printouts", make)


@pytest.fixture(scope="module")
def folder(printouts):
    return printouts[0]


@pytest.fixture(scope="module")
def heights(printouts):
    return printouts[1]


def plant_faults(template, path):
    """Leave two sheets of a template, with a row that is too low and one that is not seen."""
    book = openpyxl.load_workbook(template)
    for name in book.sheetnames[2:]:
        if name != "lists":
            del book[name]
    book["Start"].row_dimensions[2].height = 12
    book["Prosecution"].row_dimensions[4].height = 10
    book["Prosecution"].row_dimensions[5].hidden = True
    book.save(path)


def too_low(path, needs):
    """Return the rows that are lower, in the file, than what stands in them needs."""
    book, low = openpyxl.load_workbook(path), []
    for name, rows in needs.items():
        for number, (shown, need) in enumerate(rows, 1):
            # A height that the file leaves open is fitted by the program.
            height = book[name].row_dimensions[number].height or shown
            if height + _ROUNDING < need:
                low.append((name, number, height, need))
    return low


def missing(path):
    """Return the cells whose text is not on a page of their sheet."""
    pages, absent = printed(path.with_suffix(".pdf")), []
    for sheet in openpyxl.load_workbook(path):
        if sheet.sheet_state == "visible":
            texts = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
            absent += [
                (sheet.title, cell.coordinate) for cell in texts if not written(cell.value).search(pages[sheet.title])
            ]
    return absent


def printed(pdf):
    """Return the letters on every sheet's pages, which are told by their footers."""
    text = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    sheets = {}
    for page in text.split("\f")[:-1]:
        name = re.search(r"^(\w+) \d+ / \d+$", page, re.MULTILINE)
        assert name, page
        assert "###" not in page
        sheets[name[1]] = sheets.get(name[1], "") + "".join(filter(kept, page))
    return sheets


def kept(letter):
    """Return whether a letter is looked for.

    What stands above, below and before Khmer letters comes out of a PDF in another order, as does what stands
    between two scripts.
    """
    if ord(letter) in KHMER:
        return unicodedata.category(letter) == "Lo"
    return letter.isalnum()


@functools.cache
def written(text):
    """Return a pattern of a text's letters in their order; a letter set below another may be lost in a PDF."""
    pieces, below = [], False
    for letter in text:
        if letter == "\u17d2":
            below = True
        elif kept(letter):
            pieces.append(re.escape(letter) + ("?" if below else ""))
            below = False
    return re.compile("".join(pieces))


def boxes(pdf):
    """Return letters that stand in a font without them, with the font: they are shown as boxes."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", str(pdf)]
    pages = ET.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S314
    names = {entry.get("id"): entry.get("family").partition("+")[2] for entry in pages.iter("fontspec")}
    runs = {}
    for run in pages.iter("text"):
        runs.setdefault(names[run.get("font")], set()).update("".join(run.itertext()))
    return {
        (font, letter)
        for font, letters in runs.items()
        for letter in letters
        if letter.isprintable() and not letter.isspace() and ord(letter) not in letters_of(font)
    }


@functools.cache
def letters_of(font):
    """Return the letters of the installed fonts of a name, whatever their weight."""
    command = ["fc-list", "--format", "%{postscriptname}\t%{charset}\n"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = set()
    for line in lines:
        name, _, ranges = line.partition("\t")
        if name.startswith(font):
            for piece in ranges.split():
                first, _, last = piece.partition("-")
                found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def embedded(pdf):
    """Return the fonts of a PDF, and whether each is embedded."""
    lines = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    return {line.split()[0].partition("+")[2]: line.split()[-5] == "yes" for line in lines}


@pytest.mark.parametrize("name", [*TEMPLATES, FILLED])
def test_no_row_is_too_low(name, heights, folder):
    assert sum(map(len, heights[name].values())) > (60 if name == FILLED else 230)
    assert too_low(folder / f"{name}.xlsx", heights[name]) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_rows_of_questions_grow_with_what_is_typed(name, folder):
    with zipfile.ZipFile(folder / f"{name}.xlsx") as archive:
        sheets = [archive.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(2, 6)]
    rows = [row for sheet in sheets for row in re.findall(r'<row r="\d+"[^>]*>', sheet) if ' r="1"' not in row]
    assert len(rows) > 200
    for row in rows:
        assert "customHeight" not in row
        assert float(re.search(r' ht="([\d.]+)"', row)[1]) < TALLEST  # no text is longer than a row can be high


@pytest.mark.parametrize("name", [*TEMPLATES, FILLED])
def test_every_text_is_on_a_page(name, folder):
    assert missing(folder / f"{name}.xlsx") == []


@pytest.mark.parametrize("name", [*TEMPLATES, FILLED])
def test_every_letter_is_in_its_font(name, folder):
    fonts = embedded(folder / f"{name}.pdf")
    assert set(fonts.values()) == {True}
    assert any("Khmer" in font for font in fonts) == (name != "en")
    assert boxes(folder / f"{name}.pdf") == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_question_is_in_the_template_in_each_language(name, folder, shipped_rulebook):
    book = openpyxl.load_workbook(folder / f"{name}.xlsx")
    layout = Layout(shipped_rulebook)
    for indicator in layout.asked():
        cell = book[indicator.pillar.capitalize()][f"{layout.letter('question')}{layout.row(indicator.id)}"]
        for code in TEMPLATES[name]:
            assert indicator.question[code] in cell.value


def test_planted_faults_are_found(heights, folder):
    path = folder / f"{PLANTED}.xlsx"
    assert [(name, number) for name, number, _, _ in too_low(path, heights[PLANTED])] == [
        ("Start", 2),
        ("Prosecution", 4),
    ]
    assert ("Prosecution", "5") in {(name, place[1:]) for name, place in missing(path)}


def test_without_a_khmer_font_boxes_are_found(folder, tmp_path):
    other = subprocess.run(
        ["fc-match", "--format", "%{file}", "sans-serif:lang=en"], capture_output=True, text=True, check=True
    ).stdout
    fonts = Path(other).parent
    if any("khmer" in path.name.lower() for path in fonts.iterdir()):
        pytest.skip("Khmer fonts are in the same folder as the others here")
    config = tmp_path / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{fonts}</dir><cachedir>{tmp_path / 'fontcache'}</cachedir></fontconfig>"
    )
    pdf = tmp_path / "boxes.pdf"
    job = {"open": str(folder / f"{PLANTED}.xlsx"), "save": [[str(pdf), PDF]]}
    office_jobs([job], tmp_path, environment={"FONTCONFIG_FILE": str(config)})
    assert not any("Khmer" in font for font in embedded(pdf))
    assert any(ord(letter) in KHMER for _, letter in boxes(pdf))
