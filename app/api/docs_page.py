"""The page of the API's documentation: Swagger UI, served by this app alone."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

router = APIRouter()

# FastAPI's helper makes an inline script, which the Content-Security-Policy forbids. URLs are
# relative, so that they work below any root path.
PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Shiftscope API</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="reference/swagger-ui.css" />
    <script src="reference/swagger-ui-bundle.js" defer></script>
    <script src="docs/start.js" defer></script>
  </head>
  <body>
    <div id="swagger-ui"></div>
  </body>
</html>
"""
START = """SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  showExtensions: true,
});
"""


@router.get("/docs", include_in_schema=False)
async def docs() -> HTMLResponse:
    """Swagger UI on the app's own OpenAPI; its files are built with the front end."""
    return HTMLResponse(PAGE)


@router.get("/docs/", include_in_schema=False)
async def docs_folder() -> RedirectResponse:
    """Redirects to the page without a slash, which its relative URLs need; names no host."""
    return RedirectResponse("../docs")


@router.get("/docs/start.js", include_in_schema=False)
async def start() -> Response:
    """The script that starts Swagger UI."""
    return Response(START, media_type="text/javascript")
