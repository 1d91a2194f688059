// Swagger UI on the merged document; people sign in by authorization code with PKCE.
const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  filter: true,
  docExpansion: "none", // a browser takes twenty seconds to draw all operations, and again after every click
  displayRequestDuration: true,
  persistAuthorization: true,
  oauth2RedirectUrl: window.location.origin + "/docs/oauth2-redirect",
});
ui.initOAuth({ clientId: "dudao-docs", usePkceWithAuthorizationCodeGrant: true });
