"""Runs the vendor's SDK for Python against the local cloud, and prints what came of each step as JSON.

usage: cos_sdk.py URL SECRET_ID SECRET_KEY
"""

import json
import logging
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlparse

import requests
from qcloud_cos import CosClientError, CosConfig, CosS3Client, CosServiceError

logging.disable(logging.CRITICAL)
url, secret_id, secret_key = sys.argv[1:4]
place = urlparse(url)
bucket = "python-1250000000"


def client(**changed):
    """A client that differs from one for the cloud by its address alone."""
    settings = {"Region": "ap-guangzhou", "SecretId": secret_id, "SecretKey": secret_key, **changed}
    settings["EnableOldDomain"] = True
    config = CosConfig(Scheme="http", **settings)
    config.set_ip_port(place.hostname, place.port)
    return CosS3Client(config, retry=0)


def outcome(act):
    try:
        return act()
    except CosServiceError as error:
        return f"{error.get_status_code()} {error.get_error_code()}"
    except CosClientError as error:
        return f"client error: {error}"


def stored(key):
    return cos.get_object(Bucket=bucket, Key=key)["Body"].get_raw_stream().read().decode()


def put_many():
    keys = [f"many/{number:04}" for number in range(2_500)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: cos.put_object(Bucket=bucket, Key=key, Body=key), keys))
    return keys


def list_many():
    pages, marker = [], ""
    while True:
        page = cos.list_objects(Bucket=bucket, Prefix="many/", Marker=marker)
        pages.append([row["Key"] for row in page["Contents"]])
        if page["IsTruncated"] == "false":
            return pages
        marker = page["NextMarker"]


def signed(method, body=None):
    # The SDK puts the address of the local cloud into the URL, and the host of the bucket is a header.
    link = cos.get_presigned_url(Bucket=bucket, Key="signed ü", Method=method, SignHost=False)
    host = {"Host": f"{bucket}.cos.ap-guangzhou.myqcloud.com"}
    answer = requests.request(method, link, data=body, headers=host, timeout=30)
    return f"{answer.status_code} {answer.text}"


def with_clock(offset_s, act):
    real = time.time
    time.time = lambda: real() + offset_s
    try:
        return outcome(act)
    finally:
        time.time = real


cos = client()
results = {}
results["create"] = outcome(lambda: cos.create_bucket(Bucket=bucket))
results["create again"] = outcome(lambda: cos.create_bucket(Bucket=bucket))
results["head bucket"] = outcome(lambda: cos.bucket_exists(bucket))
key = "a/b c+ü&='\"?#.json"
put = cos.put_object(
    Bucket=bucket, Key=key, Body=b'{"a":1}', EnableMD5=True, ContentType="text/x",
    Metadata={"x-cos-meta-part": "one"}, ServerSideEncryption="AES256",
)
results["put"] = [put["x-cos-server-side-encryption"], len(put["ETag"])]
results["get"] = stored(key)
part = cos.get_object(Bucket=bucket, Key=key, Range="bytes=1-3")
results["range"] = [part["Content-Range"], part["Body"].get_raw_stream().read().decode()]
head = cos.head_object(Bucket=bucket, Key=key)
results["head"] = [head["Content-Length"], head["Content-Type"], head["x-cos-meta-part"]]
results["get none"] = outcome(lambda: cos.get_object(Bucket=bucket, Key="none"))
results["head none"] = outcome(lambda: cos.head_object(Bucket=bucket, Key="none"))
results["exists"] = [cos.object_exists(bucket, key), cos.object_exists(bucket, "none")]
results["other version"] = outcome(
    lambda: cos.get_object(Bucket=bucket, Key=key, IfMatch='"other"')
)
results["delete"] = outcome(lambda: "deleted" if cos.delete_object(Bucket=bucket, Key=key) else "")
results["signed"] = [signed("PUT", "signed"), signed("GET")]
results["wrong key"] = outcome(lambda: client(SecretKey="wrong").get_object(bucket, "a"))
results["wrong id"] = outcome(lambda: client(SecretId="AKIDwrong").get_object(bucket, "a"))
results["fast clock"] = with_clock(3_600, lambda: cos.get_object(bucket, "a"))
results["slow clock"] = with_clock(-36_000, lambda: cos.get_object(bucket, "a"))
results["no bucket"] = outcome(lambda: cos.get_object("none-1250000000", "a"))
results["other region"] = outcome(lambda: client(Region="ap-tokyo").get_object(bucket, "a"))
rules = {"Rule": [{"ID": "old", "Filter": {"Prefix": "x/"}, "Status": "Enabled", "Expiration": {"Days": "7"}}]}
results["lifecycle"] = [
    outcome(lambda: cos.get_bucket_lifecycle(Bucket=bucket)),
    outcome(lambda: cos.put_bucket_lifecycle(Bucket=bucket, LifecycleConfiguration=rules)),
    outcome(lambda: cos.get_bucket_lifecycle(Bucket=bucket)),
    outcome(lambda: cos.delete_bucket_lifecycle(Bucket=bucket)),
]
results["acl"] = outcome(
    lambda: cos.get_bucket_acl(Bucket=bucket)["AccessControlList"]["Grant"][0]["Permission"]
)
keys = put_many()
pages = list_many()
results["many"] = [[len(page) for page in pages], sum(pages, []) == keys]
folded = cos.list_objects(Bucket=bucket, Delimiter="/")
results["prefixes"] = [[row["Prefix"] for row in folded["CommonPrefixes"]], [row["Key"] for row in folded["Contents"]]]
for start in range(0, 2_500, 1_000):
    some = [{"Key": one} for one in keys[start : start + 1_000]]
    deleted = cos.delete_objects(Bucket=bucket, Delete={"Object": some, "Quiet": "false"})
    results.setdefault("delete many", []).append(len(deleted["Deleted"]))
results["delete full"] = outcome(lambda: cos.delete_bucket(Bucket=bucket))
cos.delete_object(Bucket=bucket, Key="signed ü")
results["delete empty"] = outcome(lambda: cos.delete_bucket(Bucket=bucket))
print(json.dumps(results, ensure_ascii=False))
