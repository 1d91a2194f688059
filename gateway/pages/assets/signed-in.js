// Hands the one-time code to the documentation window that opened the sign-in page.
const waiting = window.opener && window.opener.swaggerUIRedirectOauth2;
const answer = new URLSearchParams(window.location.search);
if (waiting) {
  if (answer.get("state") !== waiting.state) {
    waiting.errCb({ authId: waiting.auth.name, source: "auth", level: "error", message: "state does not match" });
  } else if (answer.get("code")) {
    delete waiting.auth.state;
    waiting.auth.code = answer.get("code");
    waiting.callback({ auth: waiting.auth, redirectUrl: waiting.redirectUrl });
  } else {
    waiting.errCb({ authId: waiting.auth.name, source: "auth", level: "error", message: "no code came back" });
  }
  window.close();
}
