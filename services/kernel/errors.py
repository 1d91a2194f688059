"""Expected refusals: one tree of classes, each with a status, a stable code and a title in two languages.

Only classes live here, so that a domain may raise them without knowing HTTP; `problems` turns them into
RFC 9457 documents. Every class below `Refusal` is listed in the catalogue that the gateway serves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, ClassVar


class ActionOwner(StrEnum):
    """Who has to act so that the request can succeed."""

    SENDER = "sender"
    SCHOOL = "school"
    BUREAU = "bureau"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Fault:
    """One fault of one item: where it is (JSON pointer), what was given, what was expected."""

    code: str
    pointer: str
    expected: str
    given: str | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """The base of every expected refusal; subclasses are named for the fact that does not hold."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "refused"
    title_en: ClassVar[str] = "The request was refused"
    title_zh: ClassVar[str] = "请求被拒绝"
    action_owner: ClassVar[ActionOwner] = ActionOwner.SENDER

    def __init__(
        self,
        detail: str = "",
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail or self.title_en)
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


def catalogue() -> Iterator[type[Refusal]]:
    """Every refusal class that has been imported, each once, in order of its code."""
    waiting, found = [Refusal], {}
    while waiting:
        cls = waiting.pop()
        waiting.extend(cls.__subclasses__())
        if cls is not Refusal:
            found[cls.code] = cls
    return iter(found[code] for code in sorted(found))


class JsonInvalid(Refusal):
    status, code = 400, "json_invalid"
    title_en, title_zh = "The body is not the JSON this API reads", "请求体不是本接口可读的 JSON"


class BodyInvalid(Refusal):
    status, code = 422, "body_invalid"
    title_en, title_zh = "The request does not have the documented form", "请求不符合文档规定的格式"


class ValueOutOfRange(Refusal):
    status, code = 422, "value_out_of_range"
    title_en, title_zh = "A value lies outside what can be stored exactly", "数值超出可精确保存的范围"


class TokenMissing(Refusal):
    status, code = 401, "token_missing"
    title_en, title_zh = "A token is needed", "需要访问令牌"


class TokenInvalid(Refusal):
    status, code = 401, "token_invalid"
    title_en, title_zh = "The token is not valid", "访问令牌无效"


class NotAllowed(Refusal):
    status, code = 403, "not_allowed"
    title_en, title_zh = "Your role does not allow this operation here", "您的角色无权在此执行该操作"
    action_owner = ActionOwner.ADMINISTRATOR


class NotFound(Refusal):
    status, code = 404, "not_found"
    title_en, title_zh = "There is nothing here that you may see", "此处没有您可以查看的内容"


class MethodNotAllowed(Refusal):
    status, code = 405, "method_not_allowed"
    title_en, title_zh = "This address does not know that method", "该地址不支持此方法"


class NotAcceptable(Refusal):
    status, code = 406, "not_acceptable"
    title_en, title_zh = "This is not offered in a type that you accept", "不提供您所要求的格式"


class Conflict(Refusal):
    status, code = 409, "conflict"
    title_en, title_zh = "The present state does not allow this", "当前状态不允许此操作"


class VersionMismatch(Refusal):
    status, code = 412, "version_mismatch"
    title_en, title_zh = "Somebody changed this in the meantime", "内容已被他人修改"


class BodyTooLarge(Refusal):
    status, code = 413, "body_too_large"
    title_en, title_zh = "The body is larger than this API takes at once", "请求体超过一次可接收的大小"


class BodyTooSlow(Refusal):
    status, code = 408, "body_too_slow"
    title_en, title_zh = "The body did not arrive in time", "请求体未能及时到达"


class MediaTypeUnknown(Refusal):
    status, code = 415, "media_type_unknown"
    title_en, title_zh = "This content type is not read here", "不支持该内容类型"


class KeyInvalid(Refusal):
    status, code = 400, "idempotency_key_invalid"
    title_en, title_zh = (
        "The Idempotency-Key is empty, too long or not ASCII",
        "Idempotency-Key 为空、过长或含非 ASCII 字符",
    )


class KeyInUse(Refusal):
    status, code = 409, "idempotency_key_in_use"
    title_en, title_zh = "The first request with this key is still running", "使用该键的首个请求仍在处理中"


class KeyReused(Refusal):
    status, code = 422, "idempotency_key_reused"
    title_en, title_zh = "This key was used for another request", "该键已用于其他请求"


class InternalFault(Refusal):
    status, code = 500, "internal_error"
    title_en, title_zh = "Something of ours is broken; nothing was stored", "系统内部出错，本次未保存任何内容"
    action_owner = ActionOwner.OPERATOR


class Unavailable(Refusal):
    status, code = 503, "temporarily_unavailable"
    title_en, title_zh = "A part of the system does not answer; try again", "系统某部分暂时没有响应，请稍后重试"
    action_owner = ActionOwner.OPERATOR


class CopyBehind(Refusal):
    status, code = 503, "copy_behind"
    title_en, title_zh = "A local copy has not caught up yet; try again", "本地副本尚未同步，请稍后重试"
    action_owner = ActionOwner.OPERATOR
