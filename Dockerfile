# One image for `web`, `worker` and `migrate`. The model is trained while the image is built, so a container starts in
# seconds. An edited article gets in with the next build; going back is the image before.

FROM python:3.12-slim AS build
ENV UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never \
    UV_PROJECT_ENVIRONMENT=/opt/cashless/venv
RUN pip install --no-cache-dir "uv==0.13.*"
WORKDIR /src
# The locked dependencies first: they change seldom, so this layer is kept between builds.
COPY pyproject.toml uv.lock ./
RUN uv sync --locked --no-dev --no-install-project --no-cache
COPY . .
RUN uv sync --locked --no-dev --no-editable --no-cache
# From outside /src, so that what is trained is what is installed. The files are made readable for the user below.
WORKDIR /
RUN CASHLESS_DATA_DIR=/opt/cashless /opt/cashless/venv/bin/cashless train \
    && chmod -R a+rX /opt/cashless

FROM python:3.12-slim
RUN groupadd --gid 10001 cashless \
    && useradd --uid 10001 --gid cashless --no-create-home --home-dir /var/lib/cashless --shell /usr/sbin/nologin cashless \
    && install -d -o cashless -g cashless -m 0750 /var/lib/cashless /var/lib/cashless-tombstones
COPY --from=build /opt/cashless /opt/cashless
ENV PATH=/opt/cashless/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    CASHLESS_DATA_DIR=/var/lib/cashless \
    CASHLESS_HOST=0.0.0.0
USER cashless
WORKDIR /var/lib/cashless
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
# The data folder may be a tmpfs (a read-only container): the trained model is linked into it, not copied.
ENTRYPOINT ["sh", "-c", "[ -e models ] || ln -s /opt/cashless/models models; exec cashless \"$@\"", "cashless"]
CMD ["web"]
