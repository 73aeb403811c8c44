"""The page that describes the API, to read and to try; it needs no other server."""

from fastapi import APIRouter, Request
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse

router = APIRouter()


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """Swagger UI on the app's own OpenAPI; its files are built with the front end."""
    root = request.scope.get("root_path", "").rstrip("/")
    return get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title="Shiftscope API",
        swagger_js_url=f"{root}/reference/swagger-ui-bundle.js",
        swagger_css_url=f"{root}/reference/swagger-ui.css",
        swagger_favicon_url="data:,",
    )
