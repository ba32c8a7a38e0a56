#!/usr/bin/env bash
# Drafts the impressions of the bundled studies, over-reads them, and shows what came out; run by `make demo`.
set -uo pipefail
cd "$(dirname "$0")"
overread="${BIN:-.venv/bin}/overread"
model="${MODEL:-qwen2.5-1.5b}"
studies="${EXAMPLES:-eval/overread/eval/datasets/examples}"

fetched() {
    case "$model" in
    *.gguf | *:*) ;; # a file or a server of one's own
    *) "$overread" models pull "$model" ;;
    esac
}

if ! fetched; then
    echo
    echo "The model $model could not be fetched. Over-reading the impressions that came with the studies instead:"
    echo
    "$overread" check "$studies" --output demo.jsonl
    "$overread" show demo.jsonl
    echo "To draft as well, either"
    echo "  - try again with a connection (make demo goes on where the download stopped),"
    echo "  - use a GGUF file of your own:    make demo MODEL=path/to/model.gguf"
    echo "  - or a server that speaks OpenAI: make demo MODEL=openai:NAME@http://127.0.0.1:8000/v1"
    exit 2
fi

echo "Drafting the impressions of the studies in $studies with $model, then over-reading each draft ..."
"$overread" draft "$studies" --model "$model" --output demo.jsonl
status=$?
[ $status -eq 0 ] || [ $status -eq 3 ] || exit $status
"$overread" show demo.jsonl
cat <<EOF

The same as JSON, one study a line: demo.jsonl (fields: docs/schema/result.schema.json)

Next:
  make app                                       look at the studies and drafts on a page
  $overread check YOUR_STUDIES.jsonl       over-read impressions you have
  $overread draft YOUR_STUDIES.jsonl       let the model write them
  $overread check $(dirname "$studies")/examples_flawed   see errors caught
EOF
exit $status
