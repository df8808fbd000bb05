"""What parliament says of IAM policies.

Reads a JSON list of texts from standard input, and writes a list of the same length: for each, its findings. A finding about
several actions is written once for each.
"""

import json
import sys
import warnings

warnings.filterwarnings("ignore")

from parliament import analyze_policy_string  # noqa: E402


def lines(finding):
    detail = finding.detail if isinstance(finding.detail, list) else [finding.detail]
    for each in detail:
        if isinstance(each, dict):
            yield {"issue": finding.issue, "action": each["action"], "detail": each["required_format"]}
        else:
            yield {"issue": finding.issue, "action": None, "detail": str(each)}


def judge(text):
    return [line for finding in analyze_policy_string(text).findings for line in lines(finding)]


json.dump([judge(text) for text in json.load(sys.stdin)], sys.stdout)
