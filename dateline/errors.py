"""What can go wrong with what a person wrote: rules, schema, arguments.

    DatelineError
    ├── BadRule          a rule file that cannot be used: which file, which rule, why
    ├── BadSchema        a declaration in model.py that gives no table
    ├── BadSource        a folder, file or model named on the command line that is not there
    ├── BadCorrections   a corrections file that cannot be used: which file, which entry, why
    ├── BadMetadata      a metadata.yml of a person's own that cannot be used: which file, which line, why
    └── BadBuild         a finished database that fails its own checks

Bad *articles* are not errors: they become rows of `refused_files` and the build goes on.
"""


class DatelineError(Exception):
    """Anything Dateline raises on purpose; its text says what, where, and what to do."""


class BadRule(DatelineError):
    """A rule or word list that cannot be used.

    >>> print(BadRule("times.yml", "last-weekday", "has no examples; add at least one"))
    rules/times.yml: rule "last-weekday" has no examples; add at least one
    """

    def __init__(self, file: str, rule: str, why: str) -> None:
        super().__init__(f'rules/{file}: rule "{rule}" {why}')


class BadSchema(DatelineError):
    """A dataclass in model.py that gives no valid table."""


class BadSource(DatelineError):
    """Something named by the caller that cannot be used: a folder, a model, a date."""


class BadCorrections(DatelineError):
    """A corrections file that cannot be used.

    >>> print(BadCorrections("corrections.yml", 7, "entry 2 (rename)", "has no why; say why"))
    corrections.yml, line 7: entry 2 (rename) has no why; say why
    """

    def __init__(self, file: str, line: int | None, entry: str, why: str) -> None:
        where = file if line is None else f"{file}, line {line}"
        super().__init__(f"{where}: {entry} {why}")


class BadMetadata(DatelineError):
    """A metadata file of a person's own that cannot be used."""


class BadBuild(DatelineError):
    """A finished database that fails its integrity or foreign-key check; it is not put in place."""
