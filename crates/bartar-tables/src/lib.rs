//! Files in: CSV and Parquet, read into entries without guessing.
