"""What the website shows: plain functions, without Datasette, that plugins/ put behind addresses."""
