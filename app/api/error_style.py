"""The style of error pages. The app serves it itself: an error may be that nothing is built."""

from fastapi import APIRouter, Response

router = APIRouter()

PATH = "/error.css"
STYLE = """:root {
  color-scheme: light dark;
  font: 1.125rem/1.5 system-ui, sans-serif;
}
main {
  max-inline-size: 36rem;
  margin: 12vh auto 0;
  padding: 0 1.5rem;
}
h1 {
  font-size: 1.75rem;
  line-height: 1.2;
}
.way-on {
  display: inline-block;
  padding: 0.6rem 1.2rem;
  border: 2px solid;
  border-radius: 0.5rem;
  font-weight: 600;
  text-decoration: none;
}
.reason {
  margin-block-start: 3rem;
  font-size: 0.9rem;
  overflow-wrap: anywhere;
}
"""


@router.get(PATH, include_in_schema=False)
async def style() -> Response:
    """The style; pages may keep it for a day."""
    return Response(STYLE, media_type="text/css", headers={"cache-control": "max-age=86400"})
