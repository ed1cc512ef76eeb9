package law

import "strings"

// factorNames say what a factor or a difference is.
var factorNames = map[string]words{
	"days":               {"hari", "days"},
	"months":             {"bulan", "months"},
	"counted_months":     {"bulan yang dihitung bagi ahli waris", "months counted for heirs"},
	"year":               {"bulan setahun", "months a year"},
	"months_late":        {"bulan terlambat", "months late"},
	"table_percent":      {"dari tabel cacat", "of the disability table"},
	"function_loss":      {"fungsi yang hilang", "of the function lost"},
	"vat":                {"(1 + PPN)", "(1 + VAT)"},
	"relief":             {"sisa setelah keringanan", "left by the relief"},
	"relief_new_project": {"sisa setelah keringanan: setengah pertama penuh", "left by the relief: the first half whole"},
	"half":               {"(setengah)", "(half)"},
	"before_addendum":    {"yang sudah ditagih sebelum adendum", "billed before the addendum"},
	"paid_by_insurer":    {"yang dibayar BPJS Ketenagakerjaan menurut upah yang dilaporkan", "paid by BPJS Ketenagakerjaan on the reported wage"},
	"no_relief":          {"tanpa keringanan", "without the relief"},
}

// startNames say what a trace begins with.
var startNames = map[string]words{
	"wage":                    {"upah sebulan", "a month's wage of"},
	"daily_wage":              {"upah sehari", "a day's wage of"},
	"minimum_wage":            {"upah minimum", "the minimum wage of"},
	"reported_wage":           {"upah yang dilaporkan", "the reported wage of"},
	"true_wage":               {"upah sebenarnya", "the true wage of"},
	"income":                  {"penghasilan", "an income of"},
	"amount":                  {"jumlah tetap", "the fixed amount of"},
	"month":                   {"sebulan", "a month's"},
	"package":                 {"paket", "the package of"},
	"contract_value":          {"nilai kontrak tanpa PPN", "the contract value without VAT of"},
	"contract_value_incl_vat": {"nilai kontrak dengan PPN", "the contract value with VAT of"},
	"contributions":           {"iuran", "contributions of"},
	"pension":                 {"manfaat pensiun", "the pension of"},
	"balance":                 {"saldo", "the balance of"},
}

func stepName(name string, l Language) string {
	if w, ok := startNames[name]; ok {
		return w.in(l)
	}
	return name
}

// subjects by the parts of a trace's subject that do not name who pays.
var subjects = map[string]words{
	"penalty":                         {"Denda keterlambatan", "The penalty for late payment is"},
	"sanction.fine":                   {"Denda sanksi administratif", "The administrative fine is"},
	"jkp.rate.government":             {"Bagian JKP dari pemerintah pusat", "The central government's part of JKP is"},
	"jkp.rate.from_jkk":               {"Bagian JKP dari iuran JKK", "The part of JKP out of JKK is"},
	"jkp.rate.from_jkm":               {"Bagian JKP dari iuran JKM", "The part of JKP out of JKM is"},
	"contribution.PAKET":              {"Paket PMI", "The migrant worker's package"},
	"benefit.death_lump_sum":          {"Santunan kematian", "The death benefit"},
	"benefit.periodic":                {"Santunan berkala", "The periodic benefit"},
	"benefit.funeral":                 {"Biaya pemakaman", "The funeral benefit"},
	"benefit.scholarship":             {"Beasiswa anak", "The children's scholarship"},
	"benefit.disability_lump_sum":     {"Santunan cacat", "The disability benefit"},
	"benefit.temporary_wage":          {"Santunan sementara tidak mampu bekerja", "The benefit while unable to work"},
	"benefit.jkp_cash":                {"Uang tunai JKP", "The job loss cash"},
	"benefit.pension":                 {"Manfaat pensiun sebulan", "The monthly pension"},
	"benefit.pension_spouse":          {"Manfaat pensiun janda/duda sebulan", "The monthly pension of a widow or widower"},
	"benefit.pension_child":           {"Manfaat pensiun anak sebulan", "The monthly pension of a child"},
	"benefit.pension_parent":          {"Manfaat pensiun orang tua sebulan", "The monthly pension of a parent"},
	"benefit.savings":                 {"Pembayaran JHT", "The payment of JHT savings"},
	"benefit.savings_partial":         {"Pembayaran sebagian JHT", "The partial payment of JHT savings"},
	"contribution.PAKET.before":       {"Paket PMI sebelum bekerja", "The migrant worker's package before work"},
	"contribution.PAKET.during_after": {"Paket PMI selama dan sesudah bekerja", "The migrant worker's package during and after work"},
}

// bearers by payer.
var bearers = map[string]words{
	"employer":   {"ditanggung pemberi kerja", "borne by the employer is"},
	"worker":     {"ditanggung pekerja", "borne by the worker is"},
	"sponsor":    {"ditanggung sponsor", "borne by a sponsor is"},
	"government": {"ditanggung pemerintah", "borne by the government is"},
	"insurer":    {"dibayar BPJS Ketenagakerjaan", "paid by BPJS Ketenagakerjaan is"},
}

// subjectIn names what a trace is of and who bears it.
func subjectIn(subject string, l Language) string {
	if w, ok := subjects[subject]; ok {
		return w.in(l)
	}
	part := strings.Split(subject, ".")
	if len(part) < 3 {
		return subject
	}
	what := words{"Iuran " + part[1], "The " + part[1] + " contribution"}
	key := part[0] + "." + part[1]
	if len(part) > 3 {
		key += "." + part[3]
	}
	if w, ok := subjects[key]; ok {
		what = w
	}
	return what.in(l) + " " + bearers[part[2]].in(l)
}
