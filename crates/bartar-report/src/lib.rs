//! Results as people and programs read them: JSON, CSV and terminal tables, in Persian and English.
