# 3.13 gets security fixes until 2029, two years longer than 3.11.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# The Python packages come first: they install slowest and change seldom.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY pyproject.toml requirements.lock ./
COPY scripts/install scripts/
RUN python -m venv /venv && scripts/install /venv/bin/python app

# The front end. Node is a Python package, in an environment apart from the app's.
RUN python -m venv /node && scripts/install /node/bin/python build
ENV PATH=/node/bin:$PATH
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY lit-localize.json vite.config.js ./
COPY scripts/localize.js scripts/
COPY static static
RUN npm run build

FROM python:3.13-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SHIFTSCOPE_HOST=0.0.0.0 \
    SHIFTSCOPE_PORT=8000
RUN useradd --system --uid 1000 --no-create-home shiftscope
WORKDIR /srv/shiftscope
COPY --from=build /venv /venv
COPY --from=build /src/build/static build/static
COPY models models
COPY app app
USER shiftscope
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['SHIFTSCOPE_PORT'] + '/healthz', timeout=4)"]
# Environment variables hold all settings; docs/operators.md lists them.
CMD ["python", "-m", "app"]
