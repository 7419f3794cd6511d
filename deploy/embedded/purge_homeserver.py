"""Clears what was redacted or erased out of a Synapse database (SQLite) whose homeserver does not run, and compacts it.

Usage: purge_homeserver.py DATABASE_FILE          prints {"events": n, "search": n, "names": n}

Synapse hides a redacted event at once and clears its body days later; the search index and the columns with names it
leaves. What an event may keep is decided by Synapse's own function for the version of its room.
"""

import json
import sqlite3
import sys

from synapse.api.room_versions import KNOWN_ROOM_VERSIONS
from synapse.events import make_event_from_dict
from synapse.events.utils import prune_event

REDACTED = "SELECT redacts FROM redactions"
ERASED = "SELECT user_id FROM erased_users"
CHUNK = 500


def purge(db: sqlite3.Connection) -> dict:
    bodies = prune_bodies(db)
    search = db.execute(f"DELETE FROM event_search WHERE event_id IN ({REDACTED})").rowcount
    db.execute("INSERT INTO event_search(event_search) VALUES ('optimize')")
    db.execute(f"DELETE FROM event_relations WHERE event_id IN ({REDACTED})")
    names = db.execute(
        "UPDATE room_memberships SET display_name = NULL, avatar_url = NULL WHERE (display_name IS NOT NULL OR avatar_url"
        f" IS NOT NULL) AND (event_id IN ({REDACTED}) OR user_id IN ({ERASED}))"
    ).rowcount
    for table, column in (("profiles", "full_user_id"), ("user_directory", "user_id"), ("user_directory_search", "user_id"), ("user_ips", "user_id"), ("devices", "user_id")):
        names += db.execute(f"DELETE FROM {table} WHERE {column} IN ({ERASED})").rowcount
    db.execute("INSERT INTO user_directory_search(user_directory_search) VALUES ('optimize')")
    db.execute("UPDATE redactions SET have_censored = 1")
    db.commit()
    return {"events": bodies, "search": search, "names": names}


def prune_bodies(db: sqlite3.Connection) -> int:
    rows = db.execute(
        "SELECT e.event_id, e.json, r.room_version FROM event_json e JOIN rooms r USING (room_id)"
        f" WHERE e.event_id IN ({REDACTED})"
    ).fetchall()
    changed = []
    for event, text, version in rows:
        event_dict = json.loads(text)
        pruned = json.dumps(prune_event(make_event_from_dict(event_dict, KNOWN_ROOM_VERSIONS[version])).get_dict())
        if json.loads(pruned) != json.loads(text):
            changed.append((pruned, event))
    for start in range(0, len(changed), CHUNK):
        db.executemany("UPDATE event_json SET json = ? WHERE event_id = ?", changed[start : start + CHUNK])
    return len(changed)


def main() -> None:
    db = sqlite3.connect(sys.argv[1], isolation_level="IMMEDIATE", timeout=5)
    db.execute("PRAGMA secure_delete = ON")
    told = purge(db)
    db.isolation_level = None
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
