"""What the contract says and no schema does, so that schemathesis sends valid requests where it means to.

Each rule is listed in the description of events/openapi.json. Requests that are meant to be invalid are left as they are.
"""

import hashlib
import json
from urllib.parse import unquote

import schemathesis

DESCRIPTION_BYTES_MAX = 880

# The one use of keys that the region of the local cloud does not offer.
NOT_OFFERED = "ASYMMETRIC_SIGN_VERIFY_DILITHIUM"


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    if isinstance(case.query, dict):
        # A cursor must be one that an answer gave.
        case.query.pop("cursor", None)
    if case.method == "POST" and isinstance(case.body, dict):
        complete(case)


def complete(case):
    body = case.body
    # Parts of a path are encoded by now.
    tenant_id = unquote(case.path_parameters["tenantId"])
    if "tenantId" in body:
        body["tenantId"] = tenant_id
    # Whether there is such a cluster, and such a use in the region, is for KMS to say.
    body.pop("hsmClusterId", None)
    if body.get("keyUsage") == NOT_OFFERED:
        del body["keyUsage"]
    if "description" in body:
        # An id that is no tenant's as it is takes its length and one byte more.
        bytes_max = DESCRIPTION_BYTES_MAX - len(tenant_id) - 1
        text = body["description"].encode("utf8", "ignore")[:bytes_max]
        body["description"] = text.decode("utf8", "ignore")
    # A request needs one requestId, which stands for it alone.
    headers = case.headers if case.headers is not None else {}
    key = headers.get("Idempotency-Key")
    content = json.dumps([case.path_parameters, {**body, "requestId": ""}], sort_keys=True)
    digest = hashlib.sha256(content.encode("utf8", "surrogatepass")).hexdigest()[:20]
    given = body.get("requestId") or (key or "").strip('"')
    request_id = f"{given[:40]}.{digest}"
    if key is None or "requestId" in body:
        body["requestId"] = request_id
    if key is not None:
        headers["Idempotency-Key"] = f'"{request_id}"' if key.startswith('"') else request_id
