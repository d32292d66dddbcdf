"""Runs a client of S3 against the local cloud, and prints what came of each step as JSON.

usage: s3_client.py URL SECRET_ID SECRET_KEY when_supported|when_required
"""

import json
import sys

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

url, secret_id, secret_key, checksums = sys.argv[1:5]
bucket = "s3-1250000000"


def client(**changed):
    keys = {"aws_access_key_id": secret_id, "aws_secret_access_key": secret_key, **changed}
    config = Config(
        s3={"addressing_style": "path"}, signature_version="s3v4", retries={"total_max_attempts": 1},
        request_checksum_calculation=checksums, response_checksum_validation=checksums,
    )
    return botocore.session.get_session().create_client(
        "s3", region_name="ap-guangzhou", endpoint_url=url, config=config, **keys
    )


def outcome(act):
    try:
        act()
        return "done"
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        return f"{status} {error.response['Error']['Code']}"


s3 = client()
results = {}
results["create"] = outcome(lambda: s3.create_bucket(Bucket=bucket))
results["put"] = outcome(
    lambda: s3.put_object(Bucket=bucket, Key="a b/ü", Body=b"one", Metadata={"part": "1"})
)
got = s3.get_object(Bucket=bucket, Key="a b/ü")
results["get"] = [got["Body"].read().decode(), got["Metadata"], got["ContentLength"]]
part = s3.get_object(Bucket=bucket, Key="a b/ü", Range="bytes=1-")
results["range"] = [part["ContentRange"], part["Body"].read().decode()]
results["head"] = s3.head_object(Bucket=bucket, Key="a b/ü")["ETag"]
results["head none"] = outcome(lambda: s3.head_object(Bucket=bucket, Key="none"))
results["get none"] = outcome(lambda: s3.get_object(Bucket=bucket, Key="none"))
for number in range(5):
    s3.put_object(Bucket=bucket, Key=f"many/{number}", Body=b"")
results["list"] = [row["Key"] for row in s3.list_objects(Bucket=bucket)["Contents"]]
pages = s3.get_paginator("list_objects_v2").paginate(
    Bucket=bucket, Prefix="many/", PaginationConfig={"PageSize": 2}
)
results["list v2"] = [[row["Key"] for row in page["Contents"]] for page in pages]
results["wrong key"] = outcome(
    lambda: client(aws_secret_access_key="wrong").get_object(Bucket=bucket, Key="a")
)
results["delete"] = outcome(lambda: s3.delete_object(Bucket=bucket, Key="a b/ü"))
results["delete many"] = outcome(
    lambda: s3.delete_objects(
        Bucket=bucket, Delete={"Objects": [{"Key": f"many/{number}"} for number in range(5)]}
    )
)
for number in range(5):
    s3.delete_object(Bucket=bucket, Key=f"many/{number}")
results["buckets"] = [row["Name"] for row in s3.list_buckets()["Buckets"]]
results["delete bucket"] = outcome(lambda: s3.delete_bucket(Bucket=bucket))
print(json.dumps(results, ensure_ascii=False))
