"""The page that describes the API, to read and to try; it needs no other server."""

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse

router = APIRouter()

# The helper of FastAPI writes its script into the page, which our policy forbids. Addresses are
# relative, so that a path prefix changes nothing.
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
    """To the page, whose relative addresses want no slash; the host is not named."""
    return RedirectResponse("../docs")


@router.get("/docs/start.js", include_in_schema=False)
async def start() -> Response:
    """What starts it."""
    return Response(START, media_type="text/javascript")
