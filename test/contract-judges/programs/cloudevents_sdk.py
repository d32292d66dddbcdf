"""The official SDK for Python reads every event of a folder from Kafka and from HTTP, in structured and in binary mode.

usage: cloudevents_sdk.py SAMPLES_DIR. Prints what differs, and how many events are read as they are.
"""

import json
import pathlib
import sys
from datetime import datetime

from cloudevents.core.bindings import http, kafka
from cloudevents.core.v1.event import CloudEvent

HEADERS = {"content-type": "application/cloudevents+json"}


def readings(text):
    """Yields the event as each binding and mode reads it."""
    raw = text.encode()
    key = json.loads(text).get("partitionkey")
    kafka_headers = {name: value.encode() for name, value in HEADERS.items()}
    event = http.from_http_event(http.HTTPMessage(headers=HEADERS, body=raw))
    yield event
    yield kafka.from_kafka_event(kafka.KafkaMessage(headers=kafka_headers, key=key, value=raw))
    yield http.from_http_event(http.to_binary_event(event))
    yield kafka.from_kafka_event(kafka.to_binary_event(event))


def differences(event: CloudEvent, expected):
    attributes = event.get_attributes()
    for name, value in expected.items():
        read = event.get_data() if name == "data" else attributes.get(name)
        if isinstance(read, datetime):
            value = datetime.fromisoformat(value.replace("Z", "+00:00"))
        if isinstance(read, (str, bytes)) and isinstance(value, dict):
            read = json.loads(read)
        if read != value:
            yield f"{name} is {read!r}"
    for name in attributes:
        if name not in expected and attributes[name] is not None:
            yield f"{name} is added"


def complaints(text):
    try:
        return [each for event in readings(text) for each in differences(event, json.loads(text))]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def main(folder):
    paths = sorted(pathlib.Path(folder).glob("*-event.*.json"))
    found = {path.name: complaints(path.read_text(encoding="utf8")) for path in paths}
    for name, each in found.items():
        if each:
            print(f"{name}: {'; '.join(each)[:300]}")
    print(f"{sum(not each for each in found.values())} of {len(paths)} events")


main(sys.argv[1])
