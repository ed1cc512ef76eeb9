package sheetmark

import "testing"

func TestFormulasBecomeTheirValues(t *testing.T) {
	cases := map[string]string{
		`<c r="A1" s="2"><f>SUM(B1:B9)</f><v>7</v></c>`:                        `<c r="A1" s="2"><v>7</v></c>`,
		`<c r="A1"><f t="shared" si="0"/><v>7</v></c>`:                         `<c r="A1"><v>7</v></c>`,
		`<c r="A1" t="str"><f><![CDATA[IF(A<B,"</f>",1)]]></f><v>x</v></c>`:    `<c r="A1" t="str"><v>x</v></c>`,
		`<c r="A1" t="n"><f>B1&amp;"x"</f></c>`:                                `<c r="A1" t="inlineStr"><is><t>'=B1&amp;"x"</t></is></c>`,
		`<x:c r="A1"><x:f>1</x:f></x:c>`:                                       `<x:c r="A1" t="inlineStr"><x:is><x:t>'=1</x:t></x:is></x:c>`,
		`<c r="A1"/><c r="B1"><v>1</v></c>`:                                    `<c r="A1"/><c r="B1"><v>1</v></c>`,
		`<row r='1>'><c r="A1"><!-- <f>1</f> --><f>1+1</f><v>2</v></c></row>`:  `<row r='1>'><c r="A1"><!-- <f>1</f> --><v>2</v></c></row>`,
		`<extLst><ext><x14:cfRule><xm:f>A1</xm:f></x14:cfRule></ext></extLst>`: `<extLst><ext><x14:cfRule><xm:f>A1</xm:f></x14:cfRule></ext></extLst>`,
		`<c r="A1"><f>1`: `<c r="A1">`,
	}
	cases["<c r=\"A1\"><f\nt=\"n\"\n>1</f\n><v>2</v></c>"] = `<c r="A1"><v>2</v></c>`
	for in, want := range cases {
		if got, _ := plainCells([]byte(in)); string(got) != want {
			t.Errorf("%s\n became %s\n want   %s", in, got, want)
		}
	}
}

func TestWhatASpreadsheetWouldRun(t *testing.T) {
	for s, want := range map[string]bool{"=1": true, "@a": true, "\t=1": true, "+1+1": true, "-2-3": true, "+cmd|' /c calc'!A0": true, "-SUM(1)": true, "-": false, "+62 812 3456": false, "- belum ada": false, "-5": false, "Budi": false, "--": false, "＝1": true, "+62812-3456": true} {
		if got := runs(s); got != want {
			t.Errorf("runs(%q) = %v", s, got)
		}
	}
}

// Whatever the XML, no cell holds a formula afterwards, and taking formulas out twice changes nothing more.
func FuzzPlainCells(f *testing.F) {
	f.Add(`<row><c r="A1" t="str"><f t="shared" si="1">A&lt;B</f><v>1</v></c><c><f/></c></row>`)
	f.Add(`<c><![CDATA[<f>]]><f>1</f></c><c/><x:c a='>'><x:f>`)
	f.Fuzz(func(t *testing.T, xml string) {
		once, _ := plainCells([]byte(xml))
		twice, n := plainCells(once)
		if n != 0 || string(once) != string(twice) {
			t.Errorf("%q\nonce  %q\ntwice %q", xml, once, twice)
		}
	})
}
