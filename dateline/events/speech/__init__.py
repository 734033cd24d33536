"""Who says what: quotations, reported words, and whose words an event is known from."""
