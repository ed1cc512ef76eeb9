// Command load measures the product at the size of a province, again and again in the same way. It has three questions:
//
//	go run ./test/load pages  --data DIR [--db URL]      # how long the server takes for each heavy page, per reader
//	go run ./test/load writes --sample DIR [--db URL]    # how long other people's small writes take beside an import
//	go run ./test/load grow   --sample DIR [--db URL]    # processor and wall time of each stage at three sizes
//
// A sample is what "payung demo --size provinsi --out DIR" writes. Figures depend on the machine: docs/performance.md says
// on which they were taken. Nothing here fails a test; the exit code is 0 where everything could be measured.
package main
