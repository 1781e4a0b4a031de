"""Where the tables live, their version, and the ledger of every delivery."""

from lishui_dash.store.engine import Engine, Transaction

__all__ = ["Engine", "Transaction"]
