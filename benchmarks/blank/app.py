"""The least a page can show: what Streamlit itself needs to be painted."""

import streamlit as st

st.write(" ")
