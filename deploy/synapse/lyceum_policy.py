"""Asks Lyceum who may invite, join, make rooms and be found; refuses at once, without asking, what no school allows.

Fails closed: without an answer within five seconds it is no. Reading, writing and signing in never wait for an answer."""

import json
import logging
from unicodedata import category

from synapse.api.errors import Codes, HttpResponseException
from synapse.logging.context import make_deferred_yieldable, run_in_background
from synapse.module_api import NOT_SPAM
from synapse_http_antispam import HTTPAntispam
from twisted.internet import reactor

FIND, ROOMS = "check_username_for_spam", ("invite", "join_room", "create_room", "create_room_alias", "publish_room", "send_3pid_invite")
OPEN = {"join_rule": {"public", "knock", "knock_restricted"}, "history_visibility": {"world_readable"}, "guest_access": {"can_join"}}
SILENT = Codes.UNKNOWN, {"error": "Сервис школы сейчас не отвечает, повторите позже. The school's service does not answer: try again later."}
REFUSED = Codes.FORBIDDEN, {"error": "На сервере школы это запрещено. This is not allowed on a school's server."}


class LyceumPolicy(HTTPAntispam):
    def __init__(self, config, api):
        self._bot, self._no_encryption = config["bot"], config.get("forbid_encryption", False)
        super().__init__({**config, "enabled_callbacks": [FIND, *(f"user_may_{what}" for what in ROOMS)]}, api)
        api.looping_background_call(self._do_request, 30_000, "ping", {"id": "alive"}, desc="lyceum_ping")
        api.register_spam_checker_callbacks(check_event_for_spam=self._judge_event)
        api.register_media_repository_callbacks(is_user_allowed_to_upload_media_of_size=self._may_upload)

    async def _do_request(self, path, data):
        """As the parent's, with who is in the room, at most five seconds long, and nothing of `data` in the log."""
        try:
            if room := data.get("room_id") or data.get("room"):
                # Synapse lets one membership of a room change at a time: no second invitation overtakes the first.
                state = await self._api.get_room_state(room, [("m.room.member", None)])
                data["members"] = {key: one.membership for (_, key), one in state.items() if one.membership in ("join", "invite")}
            ask = run_in_background(self._http_client.post_json_get_json, f"{self._url}/{path}", data, self._headers)
            answer = await make_deferred_yieldable(ask.addTimeout(5, reactor))
            return answer.get("spam") is not False if path == FIND else NOT_SPAM
        except Exception as error:
            if isinstance(error, HttpResponseException) and error.code == 403 and path != FIND:
                return Codes.FORBIDDEN, {"error": json.loads(error.response)["error"]}
            logging.getLogger(__name__).error("No answer from Lyceum to %s: %s", path, type(error).__name__)
            return True if path == FIND else SILENT

    async def user_may_create_room(self, user_id, room_config):
        return await self._do_request("user_may_create_room", {"user_id": user_id, "room_config": room_config})

    async def user_may_create_room_alias(self, user_id, room_alias):
        return await super().user_may_create_room_alias(user_id, str(room_alias))

    async def _judge_event(self, event):
        content, relation = event.content, event.content.get("m.relates_to")
        words = event.type == "m.reaction" and any(category(one)[0] == "L" and one != "ℹ" for one in str(getattr(relation, "get", {}.get)("key", "")))
        opened = event.is_state() and any(isinstance(content.get(key), str) and content[key] in values for key, values in OPEN.items())
        kinds = {"m.room.third_party_invite"} | ({"m.room.encryption"} if self._no_encryption else set())
        marked = event.type in kinds or (event.is_state() and event.type.startswith("org.lyceum."))
        return REFUSED if event.sender != self._bot and (words or opened or marked) else NOT_SPAM

    async def _may_upload(self, user_id, size):
        return not await self._api._store.get_user_suspended_status(user_id)
