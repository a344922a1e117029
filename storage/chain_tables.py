"""The rows of the hash chain over the journal: a link for each entry, and how far each site's chain goes."""

from sqlmodel import Field, SQLModel


class Link(SQLModel, table=True):
    """One entry's place in its site's chain; rows are only ever added."""

    __table_args__ = ({"sqlite_with_rowid": False},)  # one tree to write instead of two
    site_id: int = Field(primary_key=True)
    position: int = Field(primary_key=True)  # 1, 2, 3 …
    entry_id: int = Field(unique=True)  # no foreign key: a link outlives an entry that somebody removed
    digest: bytes  # SHA-256 of the entry's facts, so that a lawful redaction leaves the chain whole
    hash: bytes  # SHA-256 of the hash before, what the entry says beside its facts, and `digest`


class Head(SQLModel, table=True):
    """The end of a site's chain; locked by whoever makes it longer, so that it cannot fork."""

    __tablename__ = "chain_head"
    site_id: int = Field(primary_key=True, foreign_key="site.id")
    length: int = 0
    hash: bytes
