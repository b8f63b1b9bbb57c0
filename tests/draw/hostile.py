"""A spec in which every word tries to become markup or script."""

import json

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{script}} \\u2028 ]]> --> \"'&"
SPEC = f"""
mlarch: 1
name: {json.dumps(HOSTILE)}
summary: {json.dumps(HOSTILE)}
components:
  app: {{kind: client, name: {json.dumps(HOSTILE)}, link: "https://example.com/?a=1&b=<c>"}}
  api:
    kind: api server
    name: {json.dumps(HOSTILE)}
    tech: {json.dumps(HOSTILE)}
    description: {json.dumps(HOSTILE)}
    owner: {json.dumps(HOSTILE)}
flows:
  - app -> api: {{sends: {json.dumps(HOSTILE)}, returns: answer}}
groups:
  g: {{name: {json.dumps(HOSTILE)}, members: [api]}}
scenarios:
  {json.dumps(HOSTILE)}: [app, api, app]
"""
