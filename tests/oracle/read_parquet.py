"""Writes a Parquet file as JSON: the columns with their types, and the rows with every cell as text."""

import json
import sys

import polars


def text(cell):
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    # Decimals have all the digits of their column.
    return format(cell, "f") if hasattr(cell, "as_tuple") else str(cell)


table = polars.read_parquet(sys.argv[1])
columns = [(name, str(kind)) for name, kind in table.schema.items()]
rows = [{name: text(cell) for name, cell in row.items()} for row in table.to_dicts()]
json.dump({"columns": columns, "rows": rows}, sys.stdout)
