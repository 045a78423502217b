"""Makes kinds.parquet, kinds.arrow, kinds.arrows and two encodings-….parquet. Of the first three: every kind of column that Arrow's own writer (pyarrow) knows and a survey could
hold, in five rows: two values, no value, a value again, and the first once more."""

import datetime
import decimal

import pyarrow
import pyarrow.ipc
import pyarrow.parquet

DAY, HOUR = datetime.date(2026, 4, 14), datetime.time(9, 30)
MOMENT, NIGHT = datetime.datetime(2026, 4, 14, 9, 30), datetime.datetime(1969, 12, 31)
TEXTS = ("Niet mee eens, niet mee oneens", "één")


def column(kind, first, second):
    return pyarrow.array([first, second, None, second, first], kind)


def decimals(kind):
    return column(kind, decimal.Decimal("3.50"), decimal.Decimal("-0.05"))


columns = {
    "string": column(pyarrow.string(), *TEXTS),
    "large string": column(pyarrow.large_string(), *TEXTS),
    "dictionary": column(pyarrow.string(), *TEXTS).dictionary_encode(),
    "int8": column(pyarrow.int8(), -128, 127),
    "int16": column(pyarrow.int16(), -3, 300),
    "int32": column(pyarrow.int32(), -3, 70_000),
    "int64": column(pyarrow.int64(), -3, 2**53 + 1),
    "uint8": column(pyarrow.uint8(), 0, 255),
    "uint32": column(pyarrow.uint32(), 0, 2**32 - 1),
    "uint64": column(pyarrow.uint64(), 0, 2**64 - 1),
    "half": column(pyarrow.float16(), 3.5, -2.0),
    "float": column(pyarrow.float32(), 7.3, -2.0),
    "double": column(pyarrow.float64(), 7.3, float("nan")),
    "bool": column(pyarrow.bool_(), True, False),
    "date32": column(pyarrow.date32(), DAY, NIGHT.date()),
    "date64": column(pyarrow.date64(), DAY, NIGHT.date()),
    "time32": column(pyarrow.time32("ms"), HOUR, datetime.time(0, 0, 1, 500_000)),
    "time64": column(pyarrow.time64("us"), HOUR, datetime.time(0, 0, 0, 5)),
    "timestamp ms": column(pyarrow.timestamp("ms"), MOMENT, NIGHT),
    "timestamp ns": column(pyarrow.timestamp("ns"), MOMENT, NIGHT),
    "timestamp utc": column(pyarrow.timestamp("us", "UTC"), MOMENT, NIGHT),
    "duration": column(pyarrow.duration("s"), 54_610, -1),
    "decimal9": decimals(pyarrow.decimal128(9, 2)),
    "decimal38": decimals(pyarrow.decimal128(38, 2)),
    "binary": column(pyarrow.binary(), *(text.encode() for text in TEXTS)),
    "fixed": column(pyarrow.binary(4), b"eens", b"   \t"),
    "null": pyarrow.nulls(5),
    "list": column(pyarrow.list_(pyarrow.int64()), [1, 2], []),
    "struct": column(pyarrow.struct([("a", pyarrow.int64()), ("b", pyarrow.string())]), {"a": 1}, {"b": "x"}),
    "last": column(pyarrow.string(), *TEXTS),
}
table = pyarrow.table(columns)
pyarrow.parquet.write_table(table, "kinds.parquet", compression="zstd", write_statistics=False)
options = pyarrow.ipc.IpcWriteOptions(compression="zstd")
for name, open_writer in (("kinds.arrow", pyarrow.ipc.new_file), ("kinds.arrows", pyarrow.ipc.new_stream)):
    with open_writer(name, table.schema, options=options) as writer:
        writer.write_table(table, max_chunksize=3)

encodings = {
    "steps": "DELTA_BINARY_PACKED",
    "lengths": "DELTA_LENGTH_BYTE_ARRAY",
    "shared": "DELTA_BYTE_ARRAY",
    "split": "BYTE_STREAM_SPLIT",
    "plain": "PLAIN",
}
texts = column(pyarrow.string(), *TEXTS)
columns = {
    "steps": column(pyarrow.int64(), 3, -70_000),
    "lengths": texts,
    "shared": texts,
    "split": column(pyarrow.float64(), 3.5, -2.0),
    "plain": texts,
}
for compression, version in (("none", "1.0"), ("zstd", "2.0")):
    pyarrow.parquet.write_table(
        pyarrow.table(columns),
        f"encodings-{compression}.parquet",
        compression=compression,
        data_page_version=version,
        use_dictionary=False,
        column_encoding=encodings,
        write_statistics=False,
        store_schema=False,
    )
