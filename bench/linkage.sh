#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# bench/linkage.sh DATA [RECORDS]: links the reference lists of DATA (shared/data/linkage) with one set of defaults and prints one
# table; RECORDS synthetic ones last (1000000; 0: none). LINK_THREADS says on how many threads (2).
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:?the folder of the reference lists}
records=${2:-1000000}
bench=build/release/bin/bench_linkage
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cmake --build --preset release --target bench_linkage >/dev/null
febrl="given:given_name:given_name surname:surname:surname number:code:street_number address:place:address_1 address2:place:address_2
 suburb:place:suburb postcode:code:postcode state:category:state birth_date:date:date_of_birth id:code:soc_sec_id"
people="given:given_name:first_name surname:surname:surname birth_date:date:dob"
british="$people birth_place:place:birth_place postcode:code:postcode_fake sex:category:gender occupation:category:occupation"
zcat "$data/splink_historical_50k.csv.gz" >"$made/historical.csv"
"$bench" febrl4 "$febrl" rec_id "$data/febrl_dataset4a.csv,$data/febrl_dataset4b.csv"
"$bench" febrl3 "$febrl" rec_id "$data/febrl_dataset3.csv"
"$bench" RLdata10000 "given:given_name:fname_c1+fname_c2 surname:surname:lname_c1+lname_c2 birth_date:date:by+bm+bd" ent_id "$data/RLdata10000.csv"
"$bench" fake_1000 "$people city:place:city email:code:email" cluster "$data/splink_fake_1000.csv"
"$bench" historical_50k "$british" cluster "$made/historical.csv"
if [ "$records" != 0 ]; then
  python3 "$data/synth_gen.py" "$records" "$made/synth.csv"
  "$bench" "synth_$records" "$british" cluster "$made/synth.csv"
fi
