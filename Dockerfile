# graphgrade with all that it needs, for any user, without root. See docs/ci.md.
FROM python:3.12-slim AS build
WORKDIR /build
COPY ci/requirements.py ci/
COPY constraints.txt pyproject.toml ./
# First what changes seldom, so that TensorFlow's layer is kept when only graphgrade changes.
RUN python -m venv /opt/graphgrade \
    && python ci/requirements.py > requirements.txt \
    && /opt/graphgrade/bin/pip install --no-cache-dir --disable-pip-version-check \
        --constraint constraints.txt --requirement requirements.txt hatchling \
    && rm -rf /opt/graphgrade/lib/python3.12/site-packages/tensorflow/include
COPY . .
RUN /opt/graphgrade/bin/pip install --no-cache-dir --disable-pip-version-check \
        --no-deps --no-build-isolation . \
    && /opt/graphgrade/bin/pip uninstall --yes --quiet hatchling

FROM python:3.12-slim
COPY --from=build /opt/graphgrade /opt/graphgrade
ENV PATH=/opt/graphgrade/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1
RUN useradd --create-home --uid 10001 grade
USER grade
WORKDIR /work
ENTRYPOINT ["grade"]
CMD ["--help"]
