"""Changing single cells of a starter file, every other byte left as it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def with_cells(
    content: bytes, changes: Mapping[int, Mapping[str, str]], removed: Collection[int] = ()
) -> bytes:
    """The file with new cells: by line (from 1, the header is 1) and column. Lines in ``removed`` are gone.

    A column that the file does not have is passed over; the file must be one that ``rows.read_lines`` reads.
    """
    rows = content.split(b"\n")
    columns = [name.strip() for name in rows[0].decode("utf-8-sig").split("\t")]
    for line, cells in changes.items():
        row = rows[line - 1]
        end = b"\r" if row.endswith(b"\r") else b""
        parts = row.removesuffix(b"\r").split(b"\t")
        for column, value in cells.items():
            if column in columns:
                parts[columns.index(column)] = value.encode()
        rows[line - 1] = b"\t".join(parts) + end
    return b"\n".join(row for number, row in enumerate(rows, start=1) if number not in removed)
