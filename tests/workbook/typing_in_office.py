"""Runs inside LibreOffice's own Python: opens workbooks, types, measures and saves as the program itself does.

Reads one JSON document from its input, ``{"soffice", "profile", "jobs"}``, and writes the jobs' results to
its output. LibreOffice has a profile of its own and is ended whatever happens. No import but uno and the standard
library: this Python knows nothing of gapcheck.

A job opens the workbook ``open``, does what it asks for, in this order, and returns what it found:
``type``: cells as ``[sheet, address, how, value]``, how being ``typed`` (as by hand, through the program's own
command), ``text``, ``number`` or ``day`` (a date as days since 1899-12-30);
``save``: files as ``[path, filter]``, with the results of formulas; ``heights``: the height of every row that is used,
and the height that it needs.
"""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellRangeAddress

_START = 60.0  # seconds; two to four are usual


def main():
    order = json.load(sys.stdin)
    profile = Path(order["profile"])
    pipe = f"gapcheck{uuid.uuid4().hex}"
    command = [
        order["soffice"], f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
    ]  # fmt: skip
    # A group of its own, so that the program behind the starting script ends with it.
    office = subprocess.Popen(command, stdout=sys.stderr, stderr=sys.stderr, start_new_session=True)
    try:
        context = _connect(pipe, office)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        results = [_do(job, desktop, context) for job in order["jobs"]]
    finally:
        _end(office)
    json.dump(results, sys.stdout)


def _connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    limit = time.monotonic() + _START
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > limit or office.poll() is not None:
                raise
            time.sleep(0.1)


def _end(office):
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(office.pid, sign)
        except ProcessLookupError:
            return
        try:
            office.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue


def _value(name, value):
    entry = PropertyValue()
    entry.Name, entry.Value = name, value
    return entry


def _do(job, desktop, context):
    address = Path(job["open"]).as_uri()
    document = desktop.loadComponentFromURL(address, "_blank", 0, (_value("Hidden", True),))
    try:
        if job.get("type"):
            _type(document, job["type"], context)
        document.calculateAll()
        found = {}
        for path, name in job.get("save", ()):
            document.storeToURL(Path(path).as_uri(), (_value("FilterName", name),))
        if job.get("heights"):
            found["heights"] = _heights(document)
        return found
    finally:
        document.close(True)


def _type(document, cells, context):
    controller = document.getCurrentController()
    dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    sheets = {sheet.Name: sheet for sheet in document.Sheets}
    document.enableAutomaticCalculation(False)  # once at the end is enough, and much faster
    for sheet, address, how, value in cells:
        cell = sheets[sheet].getCellRangeByName(address)
        # A line end typed by hand makes a second paragraph; the command would leave it in the first, and ODS drops it.
        if how == "text" or (how == "typed" and "\n" in value):
            cell.setString(value)
        elif how in ("number", "day"):
            cell.setValue(value)
            if how == "day":
                formats = document.getNumberFormats()
                locale = uno.createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
                cell.NumberFormat = formats.addNewConverted("YYYY-MM-DD", locale, locale)
        else:
            controller.select(cell)
            arguments = (_value("StringName", value),)
            dispatcher.executeDispatch(controller.Frame, ".uno:EnterString", "", 0, arguments)
    document.enableAutomaticCalculation(True)


def _heights(document):
    """Return, for every used row of the sheets that are seen, its height and the height that it needs, in points.

    The program itself says what a row needs; merged cells, which it does not look at, are measured as copies in
    columns as wide as they are.
    """
    found = {}
    sheets = [sheet for sheet in document.Sheets if sheet.IsVisible]
    for sheet in sheets:
        if sheet.isProtected():
            sheet.unprotect("")
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last, width = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
        heights = [sheet.Rows.getByIndex(row).Height for row in range(last + 1)]
        merged = _merged(document, sheet, last, width)
        sheet.getCellRangeByPosition(0, 0, 0, last).Rows.OptimalHeight = True
        needed = [sheet.Rows.getByIndex(row).Height for row in range(last + 1)]
        for row, height in merged.items():
            needed[row] = max(needed[row], height)
        points = 72 / 2540  # of a hundredth of a millimetre
        pairs = zip(heights, needed)  # noqa: B905 - both are of the same rows
        found[sheet.Name] = [[height * points, need * points] for height, need in pairs]
    return found


def _merged(document, sheet, last, width):
    """Return the height that the merged cells of every row need."""
    needed, places = {}, []
    if not sheet.getCellRangeByPosition(0, 0, width, last).IsMerged:  # any cell of it
        return needed
    for row in range(last + 1):
        for column in range(width + 1):
            cell = sheet.getCellByPosition(column, row)
            if not cell.IsMerged or not cell.String:
                continue
            cursor = sheet.createCursorByRange(cell)
            cursor.collapseToMergedArea()
            area = cursor.RangeAddress
            if area.EndRow == row:
                breadth = sum(sheet.Columns.getByIndex(at).Width for at in range(area.StartColumn, area.EndColumn + 1))
                places.append((row, cell.CellAddress, breadth))
    if not places:
        return needed
    document.Sheets.insertNewByName("measured", document.Sheets.Count)
    scratch = document.Sheets.getByName("measured")
    for number, (_, address, breadth) in enumerate(places):
        area = CellRangeAddress(address.Sheet, address.Column, address.Row, address.Column, address.Row)
        target = scratch.getCellByPosition(number, number)
        scratch.copyRange(target.CellAddress, area)
        target.merge(False)
        scratch.Columns.getByIndex(number).Width = breadth
    scratch.getCellRangeByPosition(0, 0, 0, len(places) - 1).Rows.OptimalHeight = True
    for number, (row, _, _) in enumerate(places):
        needed[row] = max(needed.get(row, 0), scratch.Rows.getByIndex(number).Height)
    document.Sheets.removeByName("measured")
    return needed


if __name__ == "__main__":
    main()
