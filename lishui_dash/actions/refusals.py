"""Why a file never came to the desk: it stays where it is, and is not in the ledger."""

from __future__ import annotations

from lishui_dash.actions.reply import Reply, problem_lines, problem_told
from lishui_dash.errors import Problem
from lishui_dash.intake.masking import masked_text
from lishui_dash.words import Words

_MIB = 1024**2


def too_large(file_name: str, size: int, largest: int) -> Reply:
    """Return the reply to a file with more bytes than are taken in."""
    most = f"{largest / _MIB:g}"
    return _left(
        file_name,
        "too_large",
        Words(
            f"文件有 {size / _MIB:.1f} MB，超过上限 {most} MB",
            f"the file has {size / _MIB:.1f} MB; at most {most} MB are taken in",
        ),
        Words("请按日期或单位拆成几个文件后再交", "split it by day or unit"),
    )


def unreadable(file_name: str) -> Reply:
    return _left(
        file_name,
        "unreadable",
        Words("无权读取该文件，或读取失败", "the file cannot be read"),
        Words(
            "请检查文件权限，关闭正在使用它的程序后重新放入",
            "check its permissions, close what uses it, and put it in again",
        ),
    )


def failed(file_name: str) -> Reply:
    """Return the reply to a file at which this program itself fails."""
    return _left(
        file_name,
        "failed",
        Words("系统处理该文件时出错，未收下任何内容", "this program failed at the file"),
        Words(
            "文件没有问题也可能如此，请联系系统管理员",
            "the file may be right; tell whoever runs the dashboard",
        ),
    )


def _left(file_name: str, rule: str, reason: Words, remedy: Words) -> Reply:
    problem = Problem(None, "", "", rule, reason, remedy)
    shown = masked_text(file_name)
    report = {
        "file": shown,
        "verdict": "rejected",
        "parts": [],
        "problems": [problem_told(problem)],
    }
    lines = [f"{shown}：退回，未登记，文件留在原处", *problem_lines([problem])]
    return Reply(False, "\n".join(lines), report)
