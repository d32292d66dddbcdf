// Generated from events/openapi.yaml by `npm run generate`. Do not edit.
export const OPENAPI: Readonly<Record<string, unknown>> = {
  "openapi": "3.1.1",
  "info": {
    "title": "tenant-keys",
    "version": "1.0.0",
    "summary": "Gives every tenant its own key in Tencent Cloud KMS.",
    "description": "The same tenant, key name and specification mean the same key for ever: a request may be sent again at any time. Errors are problem documents (RFC 9457) with a stable `code` and `retryable`; their `runbook` is for operators. HEAD is like GET."
  },
  "servers": [
    {
      "url": "http://127.0.0.1:4700/functions/accept-request",
      "description": "The local cloud that `npm start` runs."
    },
    {
      "url": "https://{appId}-{urlId}.{region}.tencentscf.com",
      "description": "The Function URL of a deployment.",
      "variables": {
        "appId": {
          "default": "1250000000"
        },
        "urlId": {
          "default": "abcdefghij"
        },
        "region": {
          "default": "ap-guangzhou"
        }
      }
    }
  ],
  "security": [
    {
      "bearer": []
    }
  ],
  "tags": [
    {
      "name": "keys",
      "description": "The keys of a tenant."
    },
    {
      "name": "service",
      "description": "The service itself."
    }
  ],
  "paths": {
    "/v1/tenants/{tenantId}/keys": {
      "parameters": [
        {
          "$ref": "#/components/parameters/tenantId"
        }
      ],
      "post": {
        "operationId": "requestKey",
        "tags": [
          "keys"
        ],
        "summary": "Ask for a key",
        "description": "Makes the key, or finds it when it is there already, and puts its tags on it. Everything that is wrong with a request is reported at once.",
        "parameters": [
          {
            "name": "plan",
            "in": "query",
            "description": "Answers what would happen, and changes nothing. The bare name, without a value, means true.",
            "schema": {
              "type": "boolean",
              "default": false
            },
            "allowEmptyValue": true
          },
          {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "The requestId, with or without quotation marks. It may stand in the body instead; where both stand they must be equal.",
            "schema": {
              "type": "string"
            },
            "example": "\"req-2026-0001\""
          },
          {
            "name": "Prefer",
            "in": "header",
            "description": "`respond-async` puts the request into the queue and answers 202 at once (RFC 7240).",
            "schema": {
              "type": "string",
              "examples": [
                "respond-async"
              ]
            }
          },
          {
            "$ref": "#/components/parameters/traceparent"
          }
        ],
        "requestBody": {
          "required": true,
          "content": {
            "application/json": {
              "schema": {
                "$ref": "#/components/schemas/HttpKeyRequest"
              },
              "examples": {
                "shortest": {
                  "value": {
                    "keyName": "orders"
                  }
                },
                "full": {
                  "value": {
                    "requestId": "req-2026-0002",
                    "keyName": "archive",
                    "keyUsage": "ENCRYPT_DECRYPT",
                    "origin": "EXTERNAL",
                    "description": "Keeps the archive of the EU branch.",
                    "tags": {
                      "team": "storage",
                      "环境": "生产"
                    }
                  }
                }
              }
            }
          }
        },
        "responses": {
          "200": {
            "description": "The key was there already and is the one that was asked for; or the plan.",
            "headers": {
              "Location": {
                "$ref": "#/components/headers/Location"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "oneOf": [
                    {
                      "$ref": "#/components/schemas/Provisioning"
                    },
                    {
                      "$ref": "#/components/schemas/Plan"
                    }
                  ]
                },
                "examples": {
                  "adopted": {
                    "value": {
                      "status": "adopted",
                      "requestId": "req-2026-0001",
                      "tenantId": "acme",
                      "keyName": "orders",
                      "keyId": "6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0",
                      "alias": "acme_orders",
                      "keyState": "Enabled",
                      "keyUsage": "ENCRYPT_DECRYPT",
                      "origin": "TENCENT_KMS",
                      "createdAt": "2026-11-23T08:15:30.000Z"
                    }
                  },
                  "plan": {
                    "value": {
                      "action": "create",
                      "alias": "acme_orders",
                      "tags": {
                        "tenant-keys:tenant": "acme"
                      },
                      "calls": [
                        "CreateKey"
                      ],
                      "quota": {
                        "limit": 200,
                        "usedAfter": 12
                      }
                    }
                  }
                }
              }
            }
          },
          "201": {
            "description": "The key was made.",
            "headers": {
              "Location": {
                "$ref": "#/components/headers/Location"
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Provisioning"
                },
                "examples": {
                  "created": {
                    "value": {
                      "status": "created",
                      "requestId": "req-2026-0001",
                      "tenantId": "acme",
                      "keyName": "orders",
                      "keyId": "6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0",
                      "alias": "acme_orders",
                      "keyState": "Enabled",
                      "keyUsage": "ENCRYPT_DECRYPT",
                      "origin": "TENCENT_KMS",
                      "createdAt": "2026-11-23T08:15:30.000Z"
                    }
                  }
                }
              }
            }
          },
          "202": {
            "description": "The request is safe, but has no key yet: it is in the queue, or parked for an operator. The outcome comes as an event.",
            "headers": {
              "Location": {
                "$ref": "#/components/headers/Location"
              },
              "Preference-Applied": {
                "description": "Says respond-async if that is why there is no key yet.",
                "schema": {
                  "type": "string"
                }
              }
            },
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Provisioning"
                },
                "examples": {
                  "queued": {
                    "value": {
                      "status": "queued",
                      "requestId": "req-2026-0001",
                      "tenantId": "acme",
                      "keyName": "orders"
                    }
                  },
                  "parked": {
                    "value": {
                      "status": "parked",
                      "requestId": "req-2026-0003",
                      "tenantId": "initech",
                      "keyName": "invoices",
                      "code": "LimitExceeded.CmkLimitExceeded",
                      "reason": "The key quota of the account is used up.",
                      "deadLetterId": "5b0Qy1mJ3kX8vN2wR6tYc9uHs4Gz7FpLd1EaOiTqUvM"
                    }
                  }
                }
              }
            }
          },
          "400": {
            "$ref": "#/components/responses/Unreadable"
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "405": {
            "$ref": "#/components/responses/MethodNotAllowed"
          },
          "409": {
            "$ref": "#/components/responses/Conflict"
          },
          "413": {
            "$ref": "#/components/responses/TooLarge"
          },
          "415": {
            "$ref": "#/components/responses/UnsupportedMediaType"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "$ref": "#/components/responses/InternalFault"
          },
          "502": {
            "$ref": "#/components/responses/RefusedByCloud"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      },
      "get": {
        "operationId": "listKeys",
        "tags": [
          "keys"
        ],
        "summary": "List the keys of a tenant",
        "description": "Lists keys that are proven to be the tenant's own, whatever their state.",
        "parameters": [
          {
            "$ref": "#/components/parameters/traceparent"
          }
        ],
        "responses": {
          "200": {
            "description": "All keys of the tenant; none is an empty list.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/KeyList"
                },
                "examples": {
                  "two": {
                    "value": {
                      "keys": [
                        {
                          "keyId": "6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0",
                          "alias": "acme_orders",
                          "tenantId": "acme",
                          "keyName": "orders",
                          "keyState": "Enabled",
                          "keyUsage": "ENCRYPT_DECRYPT",
                          "origin": "TENCENT_KMS",
                          "createdAt": "2026-11-23T08:15:30.000Z"
                        },
                        {
                          "keyId": "7a2d3e4f-8c3a-11ef-9d5b-5254009db3a0",
                          "alias": "acme_archive",
                          "tenantId": "acme",
                          "keyName": "archive",
                          "keyState": "PendingImport",
                          "keyUsage": "ENCRYPT_DECRYPT",
                          "origin": "EXTERNAL",
                          "createdAt": "2026-11-23T08:16:00.000Z"
                        }
                      ]
                    }
                  }
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "405": {
            "$ref": "#/components/responses/MethodNotAllowed"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "$ref": "#/components/responses/InternalFault"
          },
          "502": {
            "$ref": "#/components/responses/RefusedByCloud"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/v1/tenants/{tenantId}/keys/{keyName}": {
      "parameters": [
        {
          "$ref": "#/components/parameters/tenantId"
        },
        {
          "name": "keyName",
          "in": "path",
          "required": true,
          "schema": {
            "$ref": "#/components/schemas/KeyRequest/properties/keyName"
          },
          "example": "orders"
        }
      ],
      "get": {
        "operationId": "readKey",
        "tags": [
          "keys"
        ],
        "summary": "Read one key of a tenant",
        "description": "A key of another owner that holds the alias is not found.",
        "parameters": [
          {
            "$ref": "#/components/parameters/traceparent"
          }
        ],
        "responses": {
          "200": {
            "description": "The key.",
            "content": {
              "application/json": {
                "schema": {
                  "$ref": "#/components/schemas/Key"
                },
                "examples": {
                  "orders": {
                    "value": {
                      "keyId": "6f1c1d2e-8c3a-11ef-9d5b-5254009db3a0",
                      "alias": "acme_orders",
                      "tenantId": "acme",
                      "keyName": "orders",
                      "keyState": "Enabled",
                      "keyUsage": "ENCRYPT_DECRYPT",
                      "origin": "TENCENT_KMS",
                      "createdAt": "2026-11-23T08:15:30.000Z"
                    }
                  }
                }
              }
            }
          },
          "401": {
            "$ref": "#/components/responses/Unauthenticated"
          },
          "403": {
            "$ref": "#/components/responses/Forbidden"
          },
          "404": {
            "$ref": "#/components/responses/NotFound"
          },
          "405": {
            "$ref": "#/components/responses/MethodNotAllowed"
          },
          "422": {
            "$ref": "#/components/responses/Invalid"
          },
          "429": {
            "$ref": "#/components/responses/TooManyRequests"
          },
          "500": {
            "$ref": "#/components/responses/InternalFault"
          },
          "502": {
            "$ref": "#/components/responses/RefusedByCloud"
          },
          "503": {
            "$ref": "#/components/responses/Unavailable"
          }
        }
      }
    },
    "/healthz": {
      "get": {
        "operationId": "checkHealth",
        "tags": [
          "service"
        ],
        "security": [],
        "summary": "Say whether the function answers",
        "description": "Calls nothing else, so an outage of KMS does not show here.",
        "responses": {
          "200": {
            "description": "The function answers.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object",
                  "required": [
                    "status"
                  ],
                  "properties": {
                    "status": {
                      "const": "ok"
                    }
                  }
                },
                "example": {
                  "status": "ok"
                }
              }
            }
          }
        }
      }
    },
    "/openapi.json": {
      "get": {
        "operationId": "describeApi",
        "tags": [
          "service"
        ],
        "security": [],
        "summary": "This description",
        "responses": {
          "200": {
            "description": "This description as one JSON document.",
            "content": {
              "application/json": {
                "schema": {
                  "type": "object"
                }
              }
            }
          }
        }
      }
    }
  },
  "components": {
    "securitySchemes": {
      "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token (RFC 9068) of the issuer that the function is set to, for its audience, with an end. A claim, `tenant_id` unless set otherwise, names the tenant whom its bearer may act for, or an array of them; the scope `tenant-keys:all-tenants`, unless set otherwise, stands for every tenant. Where the function's URL is deployed with `CAM` instead, callers sign each request with TC3-HMAC-SHA256 and send no token."
      }
    },
    "parameters": {
      "tenantId": {
        "name": "tenantId",
        "in": "path",
        "required": true,
        "schema": {
          "$ref": "#/components/schemas/KeyRequest/properties/tenantId"
        },
        "example": "acme"
      },
      "traceparent": {
        "name": "traceparent",
        "in": "header",
        "description": "Is carried into the events (W3C Trace Context); one that is malformed is ignored.",
        "schema": {
          "type": "string"
        },
        "example": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      }
    },
    "headers": {
      "Location": {
        "description": "Where the key can be read, once it is there.",
        "schema": {
          "type": "string"
        },
        "example": "/v1/tenants/acme/keys/orders"
      },
      "WWW-Authenticate": {
        "description": "That a bearer token is wanted; with an `error` if there was one (RFC 6750).",
        "required": true,
        "schema": {
          "type": "string"
        },
        "example": "Bearer realm=\"tenant-keys\", error=\"invalid_token\""
      },
      "Retry-After": {
        "description": "Seconds to wait before the same request is worth sending again.",
        "required": true,
        "schema": {
          "type": "integer",
          "minimum": 1
        }
      },
      "Allow": {
        "description": "The methods that the path takes.",
        "required": true,
        "schema": {
          "type": "string"
        },
        "example": "GET, HEAD, POST"
      }
    },
    "responses": {
      "Unreadable": {
        "description": "The body is not JSON, has the same name twice, or is not UTF-8.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Unauthenticated": {
        "description": "There is no bearer token, or one that proves nothing; nothing else was read.",
        "headers": {
          "WWW-Authenticate": {
            "$ref": "#/components/headers/WWW-Authenticate"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "missing": {
                "value": {
                  "type": "urn:tenant-keys:problem:TokenMissing",
                  "title": "A token is missing",
                  "status": 401,
                  "detail": "Send one access token in the header Authorization, as in Authorization: Bearer TOKEN.",
                  "code": "TokenMissing",
                  "retryable": false,
                  "runbook": "docs/runbook.md#tokenmissing"
                }
              },
              "invalid": {
                "value": {
                  "type": "urn:tenant-keys:problem:TokenInvalid",
                  "title": "The token is not valid",
                  "status": 401,
                  "detail": "Get a new access token for this service from its issuer, then send the request again.",
                  "code": "TokenInvalid",
                  "retryable": false,
                  "runbook": "docs/runbook.md#tokeninvalid"
                }
              }
            }
          }
        }
      },
      "Forbidden": {
        "description": "The token is not for the tenant of the path.",
        "headers": {
          "WWW-Authenticate": {
            "$ref": "#/components/headers/WWW-Authenticate"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "otherTenant": {
                "value": {
                  "type": "urn:tenant-keys:problem:TenantForbidden",
                  "title": "The token is not for this tenant",
                  "status": 403,
                  "detail": "Get an access token that is for the tenant of the path, or correct the path.",
                  "code": "TenantForbidden",
                  "retryable": false,
                  "runbook": "docs/runbook.md#tenantforbidden"
                }
              }
            }
          }
        }
      },
      "NotFound": {
        "description": "There is no such path, or the tenant has no such key.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "MethodNotAllowed": {
        "description": "The path does not take the method.",
        "headers": {
          "Allow": {
            "$ref": "#/components/headers/Allow"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Conflict": {
        "description": "The name is held by a key of another specification or owner.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "conflict": {
                "value": {
                  "type": "urn:tenant-keys:problem:KeyConflict",
                  "title": "The key name is taken",
                  "status": 409,
                  "detail": "The name is taken by a key of another specification or owner. Choose another keyName, or ask for exactly what was asked for first.",
                  "code": "KeyConflict",
                  "retryable": false,
                  "runbook": "docs/runbook.md#keyconflict",
                  "requestId": "req-2026-0001"
                }
              }
            }
          }
        }
      },
      "TooLarge": {
        "description": "The body is larger than 32,768 bytes. Above 6 MB the platform answers itself, and with no problem document.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "UnsupportedMediaType": {
        "description": "The body is said to be something else than application/json, or application/ with +json at its end.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Invalid": {
        "description": "The request breaks its contract; `errors` has every problem.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "invalid": {
                "value": {
                  "type": "urn:tenant-keys:problem:RequestInvalid",
                  "title": "The request cannot be met as it is",
                  "status": 422,
                  "detail": "Correct what errors lists, then send the request again.",
                  "code": "RequestInvalid",
                  "retryable": false,
                  "runbook": "docs/runbook.md#requestinvalid",
                  "requestId": "req-2026-0004",
                  "errors": [
                    {
                      "pointer": "/keyName",
                      "detail": "keyName must be 1 to 22 lower-case letters, digits or inner hyphens."
                    },
                    {
                      "pointer": "/tags/project",
                      "detail": "tags/project is a reserved tag name: none may begin with qcs:, project, 项目, qcloud, tencent or tenant-keys:."
                    },
                    {
                      "pointer": "/owner",
                      "detail": "owner is not a known field."
                    }
                  ]
                }
              }
            }
          }
        }
      },
      "TooManyRequests": {
        "description": "The calls to KMS that are allowed are used up for now.",
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/Retry-After"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "InternalFault": {
        "description": "A fault of ours; sending the same request again is safe.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "RefusedByCloud": {
        "description": "KMS refused a call of ours, and would again; an operator must look at it.",
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            }
          }
        }
      },
      "Unavailable": {
        "description": "The cloud, or the issuer of the tokens, cannot be used at the moment; nothing was acknowledged.",
        "headers": {
          "Retry-After": {
            "$ref": "#/components/headers/Retry-After"
          }
        },
        "content": {
          "application/problem+json": {
            "schema": {
              "$ref": "#/components/schemas/Problem"
            },
            "examples": {
              "outage": {
                "value": {
                  "type": "urn:tenant-keys:problem:UnsupportedOperation.ServiceTemporaryUnavailable",
                  "title": "Unavailable for now",
                  "status": 503,
                  "detail": "KMS is temporarily unavailable. Send the same request again after 2 s.",
                  "code": "UnsupportedOperation.ServiceTemporaryUnavailable",
                  "retryable": true,
                  "runbook": "docs/runbook.md#unsupportedoperationservicetemporaryunavailable",
                  "requestId": "req-2026-0001"
                }
              },
              "issuer": {
                "value": {
                  "type": "urn:tenant-keys:problem:IssuerUnavailable",
                  "title": "Unavailable for now",
                  "status": 503,
                  "detail": "The issuer of the tokens cannot be asked for its keys. Send the same request again after 1 s.",
                  "code": "IssuerUnavailable",
                  "retryable": true,
                  "runbook": "docs/runbook.md#issuerunavailable"
                }
              }
            }
          }
        }
      }
    },
    "schemas": {
      "HttpKeyRequest": {
        "title": "HTTP key request",
        "description": "A key request whose tenantId stands in the path, and whose requestId may stand in the Idempotency-Key header.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "keyName"
        ],
        "properties": {
          "requestId": {
            "$ref": "#/components/schemas/KeyRequest/properties/requestId"
          },
          "tenantId": {
            "description": "May be repeated from the path, and must then be equal.",
            "$ref": "#/components/schemas/KeyRequest/properties/tenantId"
          },
          "keyName": {
            "$ref": "#/components/schemas/KeyRequest/properties/keyName"
          },
          "keyUsage": {
            "$ref": "#/components/schemas/KeyRequest/properties/keyUsage"
          },
          "origin": {
            "$ref": "#/components/schemas/KeyRequest/properties/origin"
          },
          "description": {
            "$ref": "#/components/schemas/KeyRequest/properties/description"
          },
          "tags": {
            "$ref": "#/components/schemas/KeyRequest/properties/tags"
          },
          "hsmClusterId": {
            "$ref": "#/components/schemas/KeyRequest/properties/hsmClusterId"
          }
        }
      },
      "Key": {
        "title": "Key",
        "description": "A tenant's key, as KMS knows it now.",
        "type": "object",
        "required": [
          "keyId",
          "alias",
          "tenantId",
          "keyName",
          "keyState",
          "keyUsage",
          "createdAt"
        ],
        "properties": {
          "keyId": {
            "$ref": "#/components/schemas/Vocabulary/$defs/keyId"
          },
          "alias": {
            "$ref": "#/components/schemas/Vocabulary/$defs/alias"
          },
          "tenantId": {
            "$ref": "#/components/schemas/KeyRequest/properties/tenantId"
          },
          "keyName": {
            "$ref": "#/components/schemas/KeyRequest/properties/keyName"
          },
          "keyState": {
            "$ref": "#/components/schemas/Vocabulary/$defs/keyState"
          },
          "keyUsage": {
            "$ref": "#/components/schemas/Vocabulary/$defs/keyUsage"
          },
          "origin": {
            "description": "Where the key's material comes from: TENCENT_KMS or EXTERNAL.",
            "type": "string",
            "minLength": 1
          },
          "createdAt": {
            "$ref": "#/components/schemas/Vocabulary/$defs/createdAt"
          }
        }
      },
      "KeyList": {
        "title": "Key list",
        "description": "All keys of a tenant.",
        "type": "object",
        "required": [
          "keys"
        ],
        "properties": {
          "keys": {
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Key"
            }
          }
        }
      },
      "KeyRequest": {
        "title": "Key request",
        "description": "What a tenant asks for: one key. The same tenant, name and specification mean the same key for ever, whatever the requestId.",
        "type": "object",
        "additionalProperties": false,
        "required": [
          "requestId",
          "tenantId",
          "keyName"
        ],
        "properties": {
          "requestId": {
            "description": "Names this request, so that its outcome can be found. Over HTTP the header Idempotency-Key may carry it instead.",
            "type": "string",
            "pattern": "^[A-Za-z0-9._:-]{1,64}$"
          },
          "tenantId": {
            "description": "The tenant that the key is for. The first part of the key's alias.",
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?$",
            "not": {
              "type": "string",
              "pattern": "^kms-"
            }
          },
          "keyName": {
            "description": "Tells this key from the tenant's others. The second part of the key's alias.",
            "type": "string",
            "pattern": "^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$"
          },
          "keyUsage": {
            "description": "What the key can do. Not every region offers every value; KMS decides.",
            "enum": [
              "ENCRYPT_DECRYPT",
              "ASYMMETRIC_DECRYPT_RSA_2048",
              "ASYMMETRIC_DECRYPT_SM2",
              "ASYMMETRIC_SIGN_VERIFY_SM2",
              "ASYMMETRIC_SIGN_VERIFY_ECC",
              "ASYMMETRIC_SIGN_VERIFY_RSA_2048",
              "ASYMMETRIC_SIGN_VERIFY_ECDSA384"
            ],
            "default": "ENCRYPT_DECRYPT"
          },
          "origin": {
            "description": "Where the key's material comes from: KMS makes it, or the tenant imports it. A key of EXTERNAL origin ends as PendingImport.",
            "enum": [
              "TENCENT_KMS",
              "EXTERNAL"
            ],
            "default": "TENCENT_KMS"
          },
          "description": {
            "description": "The caller's own text, kept with the key. At most 880 characters, and at most 880 bytes of UTF-8.",
            "type": "string",
            "maxLength": 880,
            "pattern": "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\ud800-\\udfff]*$"
          },
          "tags": {
            "description": "Tags to put on the key, besides the one that names its tenant.",
            "type": "object",
            "maxProperties": 10,
            "propertyNames": {
              "maxLength": 127,
              "pattern": "^[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;><-](?:[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;>< -]*[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;><-])?$",
              "not": {
                "pattern": "^(?:qcs:|project|项目|qcloud|tencent|tenant-keys:)"
              }
            },
            "additionalProperties": {
              "type": "string",
              "maxLength": 255,
              "pattern": "^[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;><-](?:[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;>< -]*[A-Za-z0-9\\u3400-\\u9fff+=._:/@()\\[\\],;><-])?$"
            }
          },
          "hsmClusterId": {
            "description": "The HSM cluster to make the key in. Only for the exclusive and managed editions of KMS.",
            "type": "string",
            "pattern": "^[A-Za-z0-9][A-Za-z0-9-]{0,63}$"
          }
        }
      },
      "Plan": {
        "title": "Plan",
        "description": "What would become of a request; nothing was changed to find out.",
        "type": "object",
        "required": [
          "action",
          "alias",
          "tags",
          "calls"
        ],
        "properties": {
          "action": {
            "description": "What provisioning would do.",
            "enum": [
              "create",
              "adopt",
              "reject",
              "park"
            ]
          },
          "alias": {
            "$ref": "#/components/schemas/Vocabulary/$defs/alias"
          },
          "tags": {
            "description": "All tags that the key would have, the tenant's among them.",
            "type": "object",
            "additionalProperties": {
              "type": "string"
            }
          },
          "calls": {
            "description": "The calls that would change something, in order; a call that is repeated in a row is named once. A tag that the account does not know yet takes CreateKey, which KMS refuses, then CreateTags, then CreateKey again. Where no key would be made, the CreateKey that KMS refuses for that reason is not named, nor the CreateTags before it.",
            "type": "array",
            "items": {
              "description": "An action of KMS or of the Tag service.",
              "type": "string",
              "minLength": 1
            }
          },
          "quota": {
            "description": "The keys of the account in this region.",
            "type": "object",
            "required": [
              "limit",
              "usedAfter"
            ],
            "properties": {
              "limit": {
                "description": "The most that the account may have.",
                "type": "integer",
                "minimum": 0
              },
              "usedAfter": {
                "description": "How many there would be.",
                "type": "integer",
                "minimum": 0
              }
            }
          },
          "code": {
            "$ref": "#/components/schemas/Vocabulary/$defs/code"
          }
        }
      },
      "Problem": {
        "title": "Problem document",
        "description": "What an HTTP error says (RFC 9457).",
        "type": "object",
        "required": [
          "title",
          "status",
          "detail",
          "code",
          "retryable"
        ],
        "properties": {
          "type": {
            "description": "Names the kind of problem, as the code does.",
            "type": "string"
          },
          "title": {
            "description": "The kind of problem, in a few words.",
            "type": "string",
            "minLength": 1
          },
          "status": {
            "description": "The HTTP status.",
            "type": "integer",
            "minimum": 400,
            "maximum": 599
          },
          "detail": {
            "description": "What was wrong and what to do, in a sentence.",
            "type": "string",
            "minLength": 1
          },
          "code": {
            "$ref": "#/components/schemas/Vocabulary/$defs/code"
          },
          "retryable": {
            "description": "The same request may succeed later.",
            "type": "boolean"
          },
          "runbook": {
            "$ref": "#/components/schemas/Vocabulary/$defs/runbook"
          },
          "requestId": {
            "description": "The request that the problem is about, as far as it is known.",
            "type": "string",
            "minLength": 1
          },
          "errors": {
            "description": "Everything that is wrong with the request (422).",
            "type": "array",
            "items": {
              "$ref": "#/components/schemas/Vocabulary/$defs/problem"
            }
          }
        }
      },
      "Provisioning": {
        "title": "Provisioning",
        "description": "What became of a request that came in over HTTP.",
        "oneOf": [
          {
            "title": "Provisioned answer",
            "type": "object",
            "required": [
              "status",
              "requestId",
              "tenantId",
              "keyName",
              "keyId",
              "alias",
              "keyUsage",
              "origin",
              "keyState",
              "createdAt"
            ],
            "properties": {
              "status": {
                "enum": [
                  "created",
                  "adopted"
                ]
              },
              "requestId": {
                "$ref": "#/components/schemas/KeyRequest/properties/requestId"
              },
              "tenantId": {
                "$ref": "#/components/schemas/KeyRequest/properties/tenantId"
              },
              "keyName": {
                "$ref": "#/components/schemas/KeyRequest/properties/keyName"
              },
              "keyId": {
                "$ref": "#/components/schemas/Vocabulary/$defs/keyId"
              },
              "alias": {
                "$ref": "#/components/schemas/Vocabulary/$defs/alias"
              },
              "keyUsage": {
                "$ref": "#/components/schemas/Vocabulary/$defs/keyUsage"
              },
              "origin": {
                "$ref": "#/components/schemas/KeyRequest/properties/origin"
              },
              "keyState": {
                "$ref": "#/components/schemas/Vocabulary/$defs/keyState"
              },
              "createdAt": {
                "$ref": "#/components/schemas/Vocabulary/$defs/createdAt"
              }
            }
          },
          {
            "title": "Queued answer",
            "type": "object",
            "required": [
              "status",
              "requestId",
              "tenantId",
              "keyName"
            ],
            "properties": {
              "status": {
                "const": "queued"
              },
              "requestId": {
                "$ref": "#/components/schemas/KeyRequest/properties/requestId"
              },
              "tenantId": {
                "$ref": "#/components/schemas/KeyRequest/properties/tenantId"
              },
              "keyName": {
                "$ref": "#/components/schemas/KeyRequest/properties/keyName"
              }
            }
          },
          {
            "title": "Parked answer",
            "type": "object",
            "required": [
              "status",
              "requestId",
              "tenantId",
              "code",
              "reason",
              "deadLetterId"
            ],
            "properties": {
              "status": {
                "const": "parked"
              },
              "requestId": {
                "$ref": "#/components/schemas/Vocabulary/$defs/claimedName"
              },
              "tenantId": {
                "$ref": "#/components/schemas/Vocabulary/$defs/claimedName"
              },
              "keyName": {
                "$ref": "#/components/schemas/Vocabulary/$defs/claimedName"
              },
              "code": {
                "$ref": "#/components/schemas/Vocabulary/$defs/code"
              },
              "reason": {
                "$ref": "#/components/schemas/Vocabulary/$defs/reason"
              },
              "deadLetterId": {
                "$ref": "#/components/schemas/Vocabulary/$defs/deadLetterId"
              }
            }
          }
        ]
      },
      "Vocabulary": {
        "title": "Vocabulary",
        "description": "The words that the contracts share.",
        "$defs": {
          "time": {
            "description": "A moment in UTC (RFC 3339).",
            "type": "string",
            "format": "date-time",
            "pattern": "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$"
          },
          "code": {
            "description": "Names what happened: a row of the failure table, or the cloud's own code.",
            "type": "string",
            "pattern": "^[A-Za-z][A-Za-z0-9._-]{0,127}$"
          },
          "stage": {
            "description": "Where the work was when it failed.",
            "enum": [
              "parse",
              "create",
              "tag",
              "announce"
            ]
          },
          "reason": {
            "description": "What happened, in a sentence.",
            "type": "string",
            "minLength": 1
          },
          "runbook": {
            "description": "Where the operators' runbook has the section about the code, as a path or a URL.",
            "type": "string",
            "minLength": 1
          },
          "problem": {
            "title": "Problem",
            "description": "One thing that is wrong with a request.",
            "type": "object",
            "required": [
              "pointer",
              "detail"
            ],
            "properties": {
              "pointer": {
                "description": "A JSON pointer to the place (RFC 6901); empty for the whole.",
                "type": "string"
              },
              "detail": {
                "description": "A sentence that says what to do.",
                "type": "string",
                "minLength": 1
              }
            }
          },
          "keyId": {
            "description": "The key's id in KMS.",
            "type": "string",
            "minLength": 1
          },
          "alias": {
            "description": "The key's alias in KMS: tenantId, an underscore, keyName.",
            "type": "string",
            "pattern": "^[a-z0-9-]{1,36}_[a-z0-9-]{1,22}$"
          },
          "createdAt": {
            "$ref": "#/components/schemas/Vocabulary/$defs/time",
            "description": "When KMS made the key, by the clock of KMS."
          },
          "keyUsage": {
            "description": "What the key can do, such as ENCRYPT_DECRYPT; KMS may add values.",
            "type": "string",
            "pattern": "^[A-Z0-9_]{1,64}$"
          },
          "keyState": {
            "description": "Enabled, Disabled, PendingDelete, PendingImport or Archived; KMS may add values.",
            "type": "string",
            "minLength": 1
          },
          "claimedName": {
            "description": "As the request has it, which may be what is wrong with it.",
            "type": "string",
            "pattern": "^[!-~](?:[ -~]{0,62}[!-~])?$"
          },
          "deadLetterId": {
            "description": "Names the dead letter that holds the request.",
            "type": "string",
            "minLength": 1
          },
          "traceparent": {
            "description": "Where the request belongs in a trace (W3C Trace Context).",
            "type": "string",
            "pattern": "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"
          }
        }
      }
    }
  }
};
