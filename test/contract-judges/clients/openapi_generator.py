"""Asks for a key with the client that openapi-generator makes. usage: openapi_generator.py CLIENT_DIR BASE_URL TOKEN"""

import sys
import time

sys.path.insert(0, sys.argv[1])

import openapi_client
from openapi_client.exceptions import ApiException

host, token = sys.argv[2:4]
api = openapi_client.KeysApi(
    openapi_client.ApiClient(openapi_client.Configuration(host=host, access_token=token))
)
NAME = "openapi-generator-python"[:22]


def ask(**fields):
    return api.request_key("acme", openapi_client.HttpKeyRequest(**fields))


asked = ask(requestId=NAME, keyName=NAME, tags={"team": "storage", "环境": "生产"})
read = api.read_key("acme", NAME)
listed = api.list_keys("acme")
planned = api.plan_key("acme", openapi_client.HttpKeyRequest(requestId="plan", keyName="planned"))
try:
    api.read_key("acme", "no-such")
    is_missing = False
except ApiException as error:
    is_missing = error.status == 404


def wait(request_id):
    """Waits for the end of a request as its caller would, and says which it is."""
    requests = openapi_client.RequestsApi(api.api_client)
    for _ in range(60):
        status = requests.read_request("acme", request_id).status
        if status in ("provisioned", "rejected", "parked"):
            return status
        time.sleep(0.5)
    return "late"


queued = openapi_client.HttpKeyRequest(requestId="python-queued", keyName="python-queued")
api.request_key("acme", queued, prefer="respond-async")
ended = wait("python-queued")
is_made = asked.key_id == read.key_id and any(key.key_name == NAME for key in listed.keys)
print("makes a key" if is_made and ended == "provisioned" and planned.action == "create" and is_missing else "makes no key")
