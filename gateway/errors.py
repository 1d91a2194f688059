"""Refusals of identity. Those of the token endpoint also carry the words of RFC 6749."""

from services.kernel.errors import ActionOwner, Refusal


class UsernameTaken(Refusal):
    status, code = 409, "username_taken"
    title_en, title_zh = "This user name is taken", "该用户名已被使用"


class RoleNotForKind(Refusal):
    status, code = 422, "role_not_for_kind"
    title_en, title_zh = "This role is not for this kind of account", "该角色不适用于此类账号"


class GrantNotAllowed(Refusal):
    status, code = 403, "grant_not_allowed"
    title_en, title_zh = "You may not grant roles for this organisation", "您无权为该机构授予角色"
    action_owner = ActionOwner.ADMINISTRATOR


class CredentialsWrong(Refusal):
    status, code = 401, "credentials_wrong"
    title_en, title_zh = "The credentials are not right", "凭据不正确"


class GrantTypeUnknown(Refusal):
    status, code = 400, "grant_type_unknown"
    title_en, title_zh = "Only client_credentials and authorization_code are served", "仅支持客户端凭据与授权码方式"


class CodeInvalid(Refusal):
    status, code = 400, "authorization_code_invalid"
    title_en, title_zh = "The authorization code does not fit", "授权码无效或不匹配"


class AuthorizationInvalid(Refusal):
    status, code = 400, "authorization_request_invalid"
    title_en, title_zh = "This sign-in request cannot be served", "登录请求无法处理"


class TooManyAttempts(Refusal):
    status, code = 429, "too_many_attempts"
    title_en, title_zh = "Too many failed attempts; wait a little", "尝试次数过多，请稍后再试"
