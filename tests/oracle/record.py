#!/usr/bin/env python3
"""Verifies a sealed record from docs/record-format.md alone, in exact arithmetic, with none of the program's code.

    python3 tests/oracle/record.py RECORD

RECORD is a record or its public form; record_points.py must lie beside this file. One line a check: `ok`, `FAIL` with the
places that differ, `skip` with the reason. Exit code 0: all agree; 1: something differs; 2: the record cannot be read.

What needs the rulebook's own language is taken as the record has it: points of indicators, figures, outcomes, and who
stands in which orientation.
"""

import csv
import hashlib
import hmac
import io
import json
import os
import re
import stat
import sys
import zlib
from collections import Counter, defaultdict
from fractions import Fraction

from record_points import MISSING, NUMBER, Unreadable, datum, fixed, plain, recomputed

csv.field_size_limit(1 << 30)
FORMAT = "bartar/record/1"
OUTSIDE = re.compile(r"ROOT|ROOT\.minisig|MANIFEST|envelope\.json|commitments\.txt\.gz|provenance/.+")  # not in MANIFEST
PARTS = ["record.json", "entries.csv.gz", "totals.csv", "tree.txt"]
HIDDEN = [f"confidential/{name}" for name in "entries.csv.gz claims.csv.gz faults.csv.gz totals.csv.gz salt-key.txt".split()]
MAYBE = r"rulebook/[0-9]+/.+|confidential/(marks|amendments)\.csv\.gz|confidential/results/(.+/)?figures\.csv\.gz"
DECIDED = "outcomes.csv.gz points.csv.gz standings.csv.gz rankings.csv figures.csv totals.csv rules.json".split()
OUTCOMES = "ranked stayed ineligible review withdrawn quarantined".split()
SHOWN = 12  # differences printed for a check


class Report:
    failed = False

    def check(self, name, differences, told=""):
        self.failed |= bool(differences)
        print(f"FAIL {name}: {len(differences)} differ" if differences else f"ok   {name}" + (f": {told}" if told else ""))
        for line in differences[:SHOWN]:
            print(f"     {line}")
        if len(differences) > SHOWN:
            print(f"     ... and {len(differences) - SHOWN} more")


# ---- Parts ----


def cells_text(row):
    return ",".join(f'"{c.replace(chr(34), chr(34) * 2)}"' if re.search('[,"\n\r]', c) else c for c in row) + "\n"


class Table:
    """A CSV part: its rows as text and by the names of the columns."""

    def __init__(self, path, text):
        cells = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        self.path, self.header, self.lines = path, cells[0], [cells_text(row) for row in cells[1:]]
        if bad := [place for place, row in enumerate(cells, 1) if len(row) != len(self.header)]:
            raise Unreadable(f"{path}: row {bad[0]} has not {len(self.header)} cells")
        ours = cells_text(self.header) + "".join(self.lines)
        places = zip(ours.split("\n"), text.split("\n") + [""] * ours.count("\n"))
        place = next((place for place, (one, other) in enumerate(places, 1) if one != other), "end")
        self.faults = [] if ours == text else [f"{path}:{place}: not in the canonical form"]
        self.cells = cells[1:]
        self.rename(self.header)

    def rename(self, header):
        self.header, self.rows = header, [dict(zip(header, row)) for row in self.cells]

    def by_entry(self):
        found = defaultdict(list)
        for row, line in zip(self.cells, self.lines):
            found[row[self.header.index("entry")]].append(line)
        return found


class Record:
    def __init__(self, folder, report):
        self.folder, self.report, self.tables, self.faults, self.paths, self.strange = folder, report, {}, [], [], []
        for base, folders, files in os.walk(folder):
            for name in folders + files:
                mode, path = os.lstat(os.path.join(base, name)).st_mode, os.path.relpath(os.path.join(base, name), folder)
                if not stat.S_ISDIR(mode):
                    (self.paths if stat.S_ISREG(mode) else self.strange).append(path.replace(os.sep, "/"))
        self.paths.sort(key=os.fsencode)
        self.full = any(path.startswith("confidential/") for path in self.paths)
        self.told = json.loads(self.bytes("record.json"))

    def bytes(self, path):
        with open(os.path.join(self.folder, *path.split("/")), "rb") as file:
            return file.read()

    def text(self, path):
        data = self.bytes(path)
        if path.endswith(".gz"):
            left, data = data, b""
            if path.startswith("confidential/") and not left[3] & 16:
                self.faults.append(f"{path}: its first member has no comment with a salt")
            while left:  # member by member; bytes that are no member are an error
                unpacker = zlib.decompressobj(wbits=31)
                data += unpacker.decompress(left) + unpacker.flush()
                if not unpacker.eof:
                    raise Unreadable(f"{path}: cut off")
                left = unpacker.unused_data
                if data[-1:] not in (b"", b"\n"):
                    self.faults.append(f"{path}: a member does not end with its row")
        return data.decode("utf-8")

    def table(self, path, header=None):
        if path not in self.tables:
            table = self.tables[path] = Table(path, self.text(path))
            self.faults += table.faults
            if header and table.header[: len(header)] != header:
                self.faults.append(f"{path}:1: the header is {table.header}")
        return self.tables[path]

    def manifest(self):
        lines, listed = self.bytes("MANIFEST").decode("utf-8").splitlines(keepends=True), {}
        for line in lines:
            match = re.fullmatch(r"([0-9a-f]{64})  ([^\n]+)\n", line)
            if not match or match[2] in listed or {"", ".", ".."} & set(match[2].split("/")):
                raise Unreadable(f"MANIFEST: {line!r}")
            listed[match[2]] = match[1]
        found = [f"{path}: no file" for path in self.strange]
        if list(listed) != sorted(listed, key=str.encode):
            found.append("MANIFEST: not sorted by path")
        there = {path for path in self.paths if not OUTSIDE.fullmatch(path)}
        found += [f"{path}: not in MANIFEST" for path in sorted(there - set(listed))]
        for path, digest in listed.items():
            if path not in there and (self.full or not path.startswith("confidential/")):
                found.append(f"{path}: in MANIFEST, but missing")
            if path in there and hashlib.sha256(self.bytes(path)).hexdigest() != digest:
                found.append(f"{path}: its hash is not that of MANIFEST")
        public = [path for path in self.paths if path == "commitments.txt.gz"]
        inner = [path for path in self.paths if path == "envelope.json" or path.startswith("provenance/")]
        found += [f"{path}: not in this form of a record" for path in (public if self.full else inner)]
        self.report.check("MANIFEST", found, f"{len(listed)} parts, the {'full' if self.full else 'public'} form")
        root = f"{FORMAT} {hashlib.sha256(self.bytes('MANIFEST')).hexdigest()}\n"
        self.report.check("ROOT", [] if self.bytes("ROOT") == root.encode() else ["ROOT: not the hash of MANIFEST"])
        wanted = PARTS + HIDDEN + [base + part for base in self.told["results"] for part in DECIDED]
        found = [f"{path}: missing in MANIFEST" for path in wanted if path not in listed]
        found += [f"{path}: unknown to the format" for path in listed if path not in wanted and not re.fullmatch(MAYBE, path)]
        self.report.check("parts", found, "those of the format and no other")

    def rulebooks(self):
        found, told = [], self.told["rulebook"]
        shas = [told["sha256"]] + [parent["sha256"] for parent in told["inherits"]]
        for place, sha in enumerate(shas):
            base = f"rulebook/{place}/"
            files = [path for path in self.paths if path.startswith(base)]
            text = "".join(f"{hashlib.sha256(self.bytes(path)).hexdigest()}  {path[len(base):]}\n" for path in files)
            if hashlib.sha256(text.encode()).hexdigest() != sha:
                found.append(f"{base}: not the sha256 of record.json")
        folders = {path.split("/")[1] for path in self.paths if path.startswith("rulebook/")}
        found += [f"rulebook/{name}/: not in record.json" for name in folders - {str(place) for place in range(len(shas))}]
        self.report.check("rulebook", found, f"{told['id']} {told['edition']}")

    # ---- What was filed

    def filed(self):
        told, found = self.told, []
        entries = self.table("entries.csv.gz", ["entry", "id", "name"])
        filed = [(entries, 3, told["public"])]
        if self.full:
            filed.append((self.table("confidential/entries.csv.gz", ["entry"]), 1, told["confidential"]))
        self.count, self.ids = len(entries.rows), {row["entry"]: row["id"] for row in entries.rows}
        self.numbers, self.data = [str(place + 1) for place in range(self.count)], defaultdict(dict)
        if (told["format"], told["entries"]) != (FORMAT, self.count):
            found.append(f"record.json: {told['format']}, {told['entries']} entries; there are {self.count}")
        for table, first, names in filed:
            if table.header[first:] != names:
                found.append(f"{table.path}:1: its columns are not those of record.json")
            theirs = [row["entry"] for row in table.rows]
            found += [f"{table.path}: entry {a} where {b} belongs" for a, b in zip(theirs, self.numbers) if a != b]
            if len(theirs) != self.count:
                found.append(f"{table.path}: {len(theirs)} rows for {self.count} entries")
            for row in table.rows:
                self.data[row["entry"]].update(list(row.items())[first:])
        # Those with one id in the order of all their rows, which cannot mean the numbers that begin them.
        names = ["entries"] + [f"confidential/{name}" for name in ("entries", "claims", "faults") if self.full]
        parts = [self.table(f"{name}.csv.gz").by_entry() for name in names]
        rows = {e: [line.partition(",")[2].encode() for part in parts for line in part[e]] for e in self.ids}
        for one, other in zip(entries.rows, entries.rows[1:]):
            if (one["id"].encode(), rows[one["entry"]]) > (other["id"].encode(), rows[other["entry"]]):
                found.append(f"entries.csv.gz: {other['id']} ({other['entry']}) stands after {one['id']} ({one['entry']})")
        self.report.check("entries", found, f"{self.count}, numbered in the order of their ids")
        self.withdrawn = set()
        if self.full:
            self.jury()
        for path, names, table in ((t.path.replace("entries.csv.gz", "totals.csv"), n, t) for t, _, n in filed):
            self.control(path + (".gz" if "/" in path else ""), table, names)

    def jury(self):
        """Claims and faults of entries; marks and amendments, as many as told and sorted; amendments are applied."""
        found = []
        for name, kinds in (("claims", ("datum", "text")), ("faults", None)):
            for row in self.table(f"confidential/{name}.csv.gz", ["entry", "column", "kind" if kinds else "code"]).rows:
                if row["entry"] not in self.ids or kinds and row["kind"] not in kinds:
                    found.append(f"{name}: entry {row['entry']}, {row['column']}: no such entry or kind")
        lines = {}
        for name, told in (("marks", self.told["marks"]), ("amendments", self.told["amendments"] or None)):
            path = f"confidential/{name}.csv.gz"
            table = self.table(path) if path in self.paths else None
            lines[name] = table and list(zip(table.rows, map(str.encode, table.lines)))
            if (None if table is None else len(table.rows)) != told:
                found.append(f"{path}: not the {told} lines of record.json")
        order = {"marks": lambda pair: pair[1], "amendments": lambda pair: (int(pair[0]["set"]), pair[1])}
        found += [f"{name}: not sorted" for name, rows in lines.items() if rows and rows != sorted(rows, key=order[name])]
        for row, _ in lines["amendments"] or []:
            if self.ids.get(row["entry"]) != row["id"] or row["decision"] not in ("accepted", "rejected"):
                found.append(f"amendments: {row['id']} ({row['entry']}), {row['field']}: no such entry or decision")
            elif row["decision"] == "accepted" and row["field"] == "withdrawal":
                self.withdrawn.add(row["entry"])
            elif row["decision"] == "accepted":
                self.data[row["entry"]][row["field"]] = row["datum"]
        self.report.check("claims, faults, marks, amendments", found)

    def control(self, path, table, names):
        """Only the rulebook tells which columns are numbers: those that have a sum are taken for such."""
        ours, theirs = [], [list(cells) for cells in self.table(path, ["of", "id", "count", "sum"]).cells]
        found, sums = [], {cells[1]: cells[3] for cells in theirs if cells[0] == "column"}
        if path == "totals.csv":
            ours.append(["entries", "", str(self.count), ""])
        for name in names:
            data = [row[name] for row in table.rows if row[name] not in MISSING]
            bad = [cell for cell in data if sums.get(name) and not NUMBER.fullmatch(cell)]
            found += [f"{table.path}: {name}: {cell!r} is not a number in its one spelling" for cell in bad]
            total = plain(sum(map(Fraction, data), Fraction(0))) if sums.get(name) and not bad else ""
            ours.append(["column", name, str(len(data)), total])
        self.report.check(path, found or unequal(path, theirs, ours), f"{len(names)} columns")

    # ---- The tree

    def commitments(self):
        if not self.full:
            return self.text("commitments.txt.gz").splitlines()
        key, found = bytes.fromhex(self.text("confidential/salt-key.txt").strip()), []
        parts = [self.table(f"confidential/{name}.csv.gz").by_entry() for name in ("entries", "claims", "faults")]
        for entry in self.numbers:
            salt = hmac.digest(key, f"entry {entry}".encode(), "sha256")
            text = "".join(line for part in parts for line in part[entry])
            found.append(hmac.digest(salt, text.encode(), "sha256").hex())
        return found

    def tree(self):
        """The text that tree.txt must have."""
        names = ["entries"] + [base + part for base in self.told["results"] for part in ("outcomes", "points", "standings")]
        parts = [(name, self.table(name + ".csv.gz").by_entry()) for name in names]
        leaves, commitments = [], self.commitments()
        if len(commitments) != self.count:
            raise Unreadable(f"{len(commitments)} commitments for {self.count} entries")
        for entry, commitment in zip(self.numbers, commitments):
            text = "".join(f"{name} {line}" for name, lines in parts for line in lines[entry])
            leaves.append(hashlib.sha256(b"\0" + f"{text}confidential {commitment}\n".encode()).digest())
        return f"{self.count} {merkle(leaves).hex()}\n"

    # ---- What was decided

    def stage(self, base, first):
        rules = json.loads(self.text(base + "rules.json"))
        outcomes = self.table(base + "outcomes.csv.gz", ["entry", "id", "outcome", "pool", "reasons"])
        points = self.table(base + "points.csv.gz", ["entry", "id"])
        standings = self.table(base + "standings.csv.gz", "ranking rank entry id score tied decided_by honour".split())
        # Names of columns are told apart by their place: an indicator may be called `total` too.
        if points.header[-2:] != ["total", "score"]:
            raise Unreadable(f"{points.path}:1: it does not end with total and score")
        inner = [name if name.startswith("axis ") else f"indicator {name}" for name in points.header[2:-2]]
        points.rename(["entry", "id", *inner, "total", "score"])
        self.scores = {row["entry"]: row for row in points.rows}
        self.outcomes(outcomes, {pool["id"] for pool in rules["pools"]}, first)
        self.points(base, points, rules, inner)
        kinds = [[pool["id"], "main"] for pool in rules["pools"]] + [[o["id"], "orientation"] for o in rules["orientations"]]
        groups = grouped(standings.rows, "ranking")
        self.standings(standings, rules, outcomes, kinds, groups)
        self.honours(base, rules, kinds, groups)
        counts = Counter(row["outcome"] for row in outcomes.rows)
        ours = [["outcome", name, str(counts[name]), ""] for name in OUTCOMES]
        for name in [*inner, "total"]:
            values = [Fraction(row[name]) for row in points.rows if row[name]]
            ours.append([*f"{name} ".split(" ")[:2], str(len(values)), plain(sum(values, Fraction(0)))])
        for name, _ in kinds:
            values = [Fraction(row["score"]) for row in groups.get(name, [])]
            ours.append(["ranking", name, str(len(values)), plain(sum(values, Fraction(0)))])
        table = self.table(base + "totals.csv", ["of", "id", "count", "sum"])
        self.report.check(table.path, unequal(table.path, table.cells, ours), f"{len(ours)} totals")

    def outcomes(self, table, pools, first):
        counts, found = Counter(row["entry"] for row in table.rows), []
        found += [f"{table.path}: entry {entry} stands {counts[entry]} times" for entry in self.numbers if counts[entry] != 1]
        if not found and [row["entry"] for row in table.rows] != self.numbers:
            found.append(f"{table.path}: not in the order of the numbers")
        for row in table.rows:
            wrong = self.ids.get(row["entry"]) != row["id"] or row["outcome"] not in OUTCOMES
            wrong |= row["outcome"] == "stayed" and first or row["pool"] not in pools | {""}
            if row["outcome"] == "ranked":
                wrong |= row["entry"] not in self.scores or not row["pool"] or row["entry"] in self.withdrawn
            if wrong:
                found.append(f"{table.path}: {row['id']} ({row['entry']}) cannot be {row['outcome']} in {row['pool']!r}")
        self.report.check(table.path, found, "every entry in exactly one row")

    def points(self, base, table, rules, inner):
        """Axes, totals and scores. The record does not name the field of the sectors: it is the column that has a
        plan's sector for every scored entry, and points only where that plan asks. In the public form it may be hidden,
        or amended in confidence: then an entry must agree with any one plan."""
        plans = {plan["sector"]: plan for plan in rules["plans"]}
        asked = {sector: {f"indicator {i['id']}" for i in plan["indicators"]} for sector, plan in plans.items()}
        given = {row["entry"]: {name for name in inner if name.startswith("indicator ") and row[name]} for row in table.rows}
        wrong = {}  # by the column, which entries contradict that it has the sectors
        for name in self.told["public"] + self.told["confidential"] if None not in plans else []:
            sectors = {entry: self.data[entry].get(name) for entry in given}
            wrong[name] = {e for e, sector in sectors.items() if sector not in plans or not given[e] <= asked[sector]}
        column = min(wrong, key=lambda name: len(wrong[name]), default=None)
        if column and not self.full and (self.told["amendments"] or wrong[column] and self.told["confidential"]):
            column = None
        found, exact = [], re.compile(NUMBER.pattern.replace("[0-9]*[1-9]", "[0-9]+"))
        for row in table.rows:
            where = f"{table.path}: {row['id']} ({row['entry']})"
            if self.ids.get(row["entry"]) != row["id"]:
                found.append(f"{where}: not the id of its number")
            digits = rules["rounding"]["points"]["digits"]
            bad = [n for n in given[row["entry"]] if not exact.fullmatch(row[n]) or row[n] != fixed(Fraction(row[n]), digits)]
            found += [f"{where}: {name}: {row[name]!r} has not {digits} decimals" for name in bad]
            sector = self.data[row["entry"]].get(column)
            if column and row["entry"] in wrong[column]:
                found.append(f"{where}: `{column}` is {sector!r}, where its points are not asked")
            trials = [plans[sector]] if sector in plans else plans.values()
            if not bad:
                found += [f"{where}: {line}" for line in min((recomputed(row, plan, rules) for plan in trials), key=len)]
        numbers = [int(row["entry"]) for row in table.rows]
        found += [] if numbers == sorted(set(numbers)) else [f"{table.path}: not in the order of the numbers"]
        how = f"sectors in `{column}`" if column else "one plan" if None in plans else "sectors not public, any plan"
        self.report.check(table.path, found, f"axes, totals and scores of {len(numbers)} ({how})")

    def standings(self, table, rules, outcomes, kinds, groups):
        """Who stands where, in which order, and why: each entry is compared with the one before it."""
        ranked = defaultdict(set)
        for row in outcomes.rows:
            ranked[row["pool"] if row["outcome"] == "ranked" else None].add(row["entry"])
        everybody = set(outcomes.by_entry()) - ranked.pop(None, set())
        order, unknown = [name for name, _ in kinds], set()
        found = [f"{table.path}: {name}: no ranking of rules.json" for name in groups if name not in order]
        if not found and [row["ranking"] for row in table.rows] != [name for name in order for _ in groups.get(name, [])]:
            found.append(f"{table.path}: not in the order of rules.json")
        for name, kind in kinds:
            rows, where, ranks, before = groups.get(name, []), f"{table.path}: {name}", [], None
            listed = Counter(row["entry"] for row in rows)
            wrong = {entry for entry in listed if listed[entry] > 1}
            wrong |= set(listed) ^ ranked[name] if kind == "main" else set(listed) - everybody
            found += [f"{where}: entry {entry} is missing, twice, or not ranked here" for entry in sorted(wrong)]
            for place, row in enumerate(rows, 1):
                if row["entry"] not in self.scores:
                    raise Unreadable(f"{where}: entry {row['entry']} has no points")
                if row["score"] != self.scores[row["entry"]]["score"] or self.ids.get(row["entry"]) != row["id"]:
                    found.append(f"{where}: {row['id']} ({row['entry']}): not its id and score")
                decided, higher = ("", False) if before is None else self.compare(rules, before, row, unknown)
                if decided is None:  # it cannot be told: some tie rule or none, as the record says
                    decided = row["decided_by"] if re.fullmatch(r"tie [1-9][0-9]*|shared", row["decided_by"]) else "a tie"
                if higher:
                    found.append(f"{where}: {row['id']} belongs above {before['id']}, by {decided}")
                elif row["decided_by"] != decided:
                    found.append(f"{where}: {row['id']}: decided by {row['decided_by']!r}, ours {decided!r}")
                if decided == "shared" and before["id"].encode() > row["id"].encode():
                    found.append(f"{where}: {row['id']}: equal entries are not sorted by id")
                ranks.append(ranks[-1] if decided == "shared" else place)
                before = row
            times = Counter(ranks)
            for row, rank in zip(rows, ranks):
                if [row["rank"], row["tied"]] != (ours := [str(rank), "yes" if times[rank] > 1 else "no"]):
                    found.append(f"{where}: {row['id']}: rank {row['rank']}, tied {row['tied']}; ours {ours}")
        self.report.check(table.path, found, f"{len(table.rows)} places in {len(kinds)} rankings")
        for why in sorted(unknown):
            print(f"skip {table.path}: {why}")

    def compare(self, rules, first, second, unknown):
        """What sets the second below the first (None where that cannot be told), and whether it belongs above it."""
        one, other = self.scores[first["entry"]], self.scores[second["entry"]]
        if Fraction(one["score"]) != Fraction(other["score"]):
            return "score", Fraction(one["score"]) < Fraction(other["score"])
        for place, rule in enumerate(rules["ties"], 1):
            if rule["by"] == "penalties":
                items = [item for plan in rules["plans"] for item in plan["indicators"] if item["role"] == "penalty"]
                names = {f"indicator {item['id']}" for item in items}
                a, b = (-sum(Fraction(row[name]) for name in names if row[name]) for row in (one, other))
            elif rule["by"] == "column":
                # Amendments are confidential: with some, the public form does not have the data that decided.
                there = rule["id"] in self.data[one["entry"]] and (self.full or not self.told["amendments"])
                a, b = (datum(self.data[row["entry"]].get(rule["id"], "")) for row in (one, other))
                if not there or a != b and None not in (a, b) and isinstance(a, str) | isinstance(b, str):
                    unknown.add(f"tie {place} is by `{rule['id']}`, which may be confidential or has no order that is told")
                    return None, False
            else:
                a, b = (Fraction(row[name]) if row[name := f"{rule['by']} {rule['id']}"] else None for row in (one, other))
            if a != b:
                return f"tie {place}", a is None or b is not None and (a < b) == (rule["better"] == "higher")
        return "shared", False

    def honours(self, base, rules, kinds, groups):
        """Honours, why the highest is not given, and pools that were too small and went into wider ones."""
        table = self.table(base + "rankings.csv", ["ranking", "kind", "entries", "no_winner", "merged_into"])
        pools, honoured, ours, found = {pool["id"]: pool for pool in rules["pools"]}, set(), [], []
        for (name, kind), told in zip(kinds, table.rows):
            rows, pool, passed, given = groups.get(name, []), pools.get(name) if kind == "main" else None, set(), set()
            gives = bool(pool) or next(item["honours"] for item in rules["orientations"] if item["id"] == name)
            few = bool(pool) and pool["fallback"] is not None and len(rows) < pool["minimum"]
            wider, merged = pool["wider"] if few and pool["fallback"] == "group" else None, ""
            if rules["several_honours"] == "pass-on" and not pool:
                passed = honoured
            others = [row for row in rows if row["entry"] not in passed]
            for row in rows:
                rank = 1 + sum(int(other["rank"]) < int(row["rank"]) for other in others)
                mine = [h["id"] for h in rules["honours"] if (h["rank"] is None or rank <= h["rank"])
                        and (h["from"] is None or Fraction(row["score"]) >= Fraction(h["from"]))]
                mine = mine[0] if mine and gives and not few and row in others else ""
                given |= {row["entry"]} if mine else set()
                if row["honour"] != mine:
                    found.append(f"{base}standings.csv.gz: {name}: {row['id']}: honour {row['honour']!r}, ours {mine!r}")
            honoured = honoured | given
            top = rules["honours"] and any(row["honour"] == rules["honours"][0]["id"] for row in rows)
            if not gives or not rules["honours"] and rows and not few or top:
                why = ""
            elif not rows:
                why = "no-entries"
            else:
                why = "too-few-entries" if few else "below-threshold" if others else "honoured-elsewhere"
            if wider and rows:
                found.append(f"{table.path}: {name}: {len(rows)} entries, which belong in `{wider}`")
            if wider and told["no_winner"] == "ranked-in-wider-pool":
                # Who was in it before is not told: that nobody was (`no-entries`) would agree as well.
                why, merged = told["no_winner"], wider
                while merged and not groups.get(merged) and merged != name:
                    merged = pools[merged]["wider"]
            ours.append([name, kind, str(len(rows)), why, merged or ""])
        self.report.check(table.path, found + unequal(table.path, table.cells, ours), "honours, no_winner, merged pools")


def grouped(rows, column):
    found = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def unequal(path, theirs, ours):
    found = [f"{path}:{n}: {a}; ours {b}" for n, (a, b) in enumerate(zip(theirs, ours), 2) if a != b]
    return found + ([] if len(theirs) == len(ours) else [f"{path}: {len(theirs)} rows, ours {len(ours)}"])


def merkle(leaves):
    """RFC 6962, section 2.1: on the left, the largest power of two that is smaller than the number of leaves."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    half = 1 << ((len(leaves) - 1).bit_length() - 1)
    return hashlib.sha256(b"\1" + merkle(leaves[:half]) + merkle(leaves[half:])).digest()


def verify(folder, report):
    record = Record(folder, report)
    record.manifest()
    record.rulebooks()
    record.filed()
    told, ours = record.text("tree.txt"), record.tree()
    report.check("tree", [] if told == ours else [f"tree.txt: {told.strip()}; the leaves make {ours.strip()}"], ours.strip())
    for base in record.told["results"]:
        record.stage(base, base == record.told["results"][0])
    for path in record.paths:  # the parts that nothing above has read: figures, provenance
        if re.search(r"\.csv(\.gz)?$", path) and not path.startswith("rulebook/"):
            record.table(path)
    report.check("text", record.faults, f"{len(record.tables)} tables in the canonical form")


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    report = Report()
    try:
        verify(sys.argv[1], report)
    except (Unreadable, OSError, zlib.error, csv.Error, LookupError, ValueError, TypeError, AttributeError) as error:
        # What was found before stands: a part that somebody changed may well be unreadable.
        print(f"FAIL cannot be read any further: {type(error).__name__}: {error}")
        return 1 if report.failed else 2
    print("FAIL something differs" if report.failed else "ok   all agree")
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main())
