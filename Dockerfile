# 3.13 gets security fixes until 2029, two years longer than 3.11.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src

# strip, for the step that makes the image small.
RUN apt-get update && apt-get install -y --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*

# The Python packages come first: they install slowest and change seldom.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY pyproject.toml requirements.lock ./
COPY scripts/install scripts/
RUN python -m venv /venv && scripts/install /venv/bin/python app
COPY scripts/slim scripts/
RUN scripts/slim /venv

# The front end. Node is a Python package, in an environment apart from the app's.
RUN python -m venv /node && scripts/install /node/bin/python build
COPY package.json package-lock.json .npmrc ./
RUN PATH=/node/bin:$PATH npm ci
COPY lit-localize.json vite.config.js ./
COPY scripts/localize.js scripts/
COPY static static
RUN PATH=/node/bin:$PATH npm run build

# Everything is asked once. The build fails here if serving needs what scripts/slim has left out. Python
# keeps bytecode of the modules that this loads, so that the app starts quickly.
COPY models models
COPY app app
COPY scripts/try_api.py scripts/
RUN /venv/bin/python scripts/try_api.py

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
COPY --from=build /src/models models
COPY --from=build /src/app app
USER shiftscope
EXPOSE 8000
# Asked every 3 s, because nginx of the compose file waits for the first success; it takes 0.02 s of
# processor time. `--start-interval` would need Docker 25.
HEALTHCHECK --interval=3s --timeout=5s --start-period=30s --retries=10 CMD ["python", "-ISc", \
    "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['SHIFTSCOPE_PORT']), timeout=4); c.request('GET', '/healthz'); assert c.getresponse().status == 200"]
# Environment variables hold all settings; docs/operators.md lists them.
CMD ["python", "-m", "app"]
