#!/usr/bin/env python3
"""Makes the public form of a record, or tampers with a copy and recomputes every hash, so that only contents can tell.

    python3 tests/oracle/forge_record.py RECORD TO public|score|swap|order|drop|total|control|honour|datum|byte

Each of these but `public` must be noticed by record.py; `byte` alone leaves the hashes as they were.
"""

import gzip
import hashlib
import os
import shutil
import sys
from fractions import Fraction

from record import FORMAT, OUTSIDE, Record, Report, cells_text
from record_points import fixed


def write(record, path, data):
    with open(os.path.join(record.folder, *path.split("/")), "wb") as file:
        file.write(gzip.compress(data, mtime=0) if path.endswith(".gz") else data)


def edit(record, path, change):
    """Changes the rows of a table, given as lists of cells."""
    table = record.table(path)
    rows = [list(row) for row in table.cells]
    change(rows)
    write(record, path, (cells_text(table.header) + "".join(map(cells_text, rows))).encode())
    del record.tables[path]


def count(record):
    """What `tree` and `commitments` of a record need: the entries and their numbers."""
    record.count = len(record.table("entries.csv.gz").rows)
    record.numbers = [str(place + 1) for place in range(record.count)]


def rehash(record):
    """Tree, MANIFEST and ROOT of what the parts say now."""
    record.tables.clear()
    count(record)
    write(record, "tree.txt", record.tree().encode())
    digests = {path: hashlib.sha256(record.bytes(path)).hexdigest() for path in record.paths if not OUTSIDE.fullmatch(path)}
    listed = sorted(digests, key=str.encode)
    write(record, "MANIFEST", "".join(f"{digests[path]}  {path}\n" for path in listed).encode())
    write(record, "ROOT", f"{FORMAT} {hashlib.sha256(record.bytes('MANIFEST')).hexdigest()}\n".encode())


def more(cell):
    """One more, with as many decimals."""
    return fixed(Fraction(cell) + 1, len(cell.partition(".")[2]))


def raised(record, base):
    """One more point for the first of the first ranking that has any: total, scores, and the control totals too."""
    points = record.table(base + "points.csv.gz").header
    standings = record.table(base + "standings.csv.gz").cells
    entry = standings[0][2]
    rankings = {row[0] for row in standings if row[2] == entry}

    def where(mine, places):
        def change(rows):
            for row in filter(mine, rows):
                for place in places:
                    row[place] = more(row[place])
        return change

    edit(record, base + "points.csv.gz", where(lambda row: row[0] == entry, [len(points) - 2, len(points) - 1]))
    edit(record, base + "standings.csv.gz", where(lambda row: row[2] == entry, [4]))
    totals = where(lambda row: row[0] == "total" or row[0] == "ranking" and row[1] in rankings, [3])
    edit(record, base + "totals.csv", totals)


def swap(rows):
    """The first two of a ranking change places, ranks and honours."""
    pairs = enumerate(zip(rows, rows[1:]))
    at = next(place for place, (one, other) in pairs if one[0] == other[0] and one[4] != other[4])
    rows[at][2:5], rows[at + 1][2:5] = rows[at + 1][2:5], rows[at][2:5]


def set_cell(row, column, to):
    def change(rows):
        rows[row][column] = to(rows[row][column])
    return change


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    source, folder, kind = sys.argv[1:]
    shutil.copytree(source, folder)
    record = Record(folder, Report())
    base = record.told["results"][-1]
    if kind == "public":
        count(record)
        commitments = "".join(f"{line}\n" for line in record.commitments())
        shutil.rmtree(os.path.join(folder, "confidential"))
        shutil.rmtree(os.path.join(folder, "provenance"))
        os.remove(os.path.join(folder, "envelope.json"))
        write(record, "commitments.txt.gz", commitments.encode())
        return
    if kind == "byte":
        path = os.path.join(folder, "entries.csv.gz")
        data = bytearray(record.bytes("entries.csv.gz"))
        data[len(data) // 2] ^= 1
        with open(path, "wb") as file:
            file.write(data)
        return
    if kind == "score":
        raised(record, base)
    elif kind == "swap":
        edit(record, base + "standings.csv.gz", swap)
    elif kind == "order":
        edit(record, base + "outcomes.csv.gz", lambda rows: rows.reverse())
    elif kind == "drop":
        edit(record, base + "outcomes.csv.gz", lambda rows: rows.pop())
    elif kind == "total":
        edit(record, base + "totals.csv", set_cell(-1, 3, lambda cell: f"1{cell}"))
    elif kind == "control":
        edit(record, "totals.csv", set_cell(0, 2, lambda cell: str(int(cell) - 1)))
    elif kind == "honour":
        edit(record, base + "standings.csv.gz", set_cell(-1, 7, lambda cell: "" if cell else "winner"))
    elif kind == "datum":  # a number as it may not be spelled
        name = next(row[1] for row in record.table("totals.csv").cells if row[3])
        column = record.table("entries.csv.gz").header.index(name)
        edit(record, "entries.csv.gz", set_cell(0, column, lambda cell: f"{cell}0" if "." in cell else f"{cell}.0"))
    else:
        sys.exit(__doc__)
    rehash(record)


if __name__ == "__main__":
    main()
