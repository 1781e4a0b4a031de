"""The least a live page can do: one line of text, drawn anew every five seconds."""

import streamlit as st


@st.fragment(run_every=5)
def beat() -> None:
    st.write("在线 · alive")


beat()
