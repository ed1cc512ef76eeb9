package sample

import (
	"fmt"

	"github.com/payung-id/payung/internal/registry/region"
)

// planProvince is Jawa Timur: 38 regencies and cities and the province itself.
func (w *world) planProvince() {
	own := w.government("35")
	for i, o := range offices48 {
		u := w.newUnit(own, fmt.Sprintf("D%02d", i+1), "opd", o.name+" Provinsi", o.heads*12, o.jobs, &template)
		if i%4 == 0 {
			u.layout = &offices
		}
		u.basis = pick(w.dice, []string{"riil", "riil", "ump"})
	}
	for n, code := range region.Standard().Children("35") {
		w.planPart(w.government(code.Code), n)
	}
}

// planPart is one regency or city of the province.
func (w *world) planPart(g *government, n int) {
	layouts := []*layout{&template, &exporter, &semicolons, &template, &exporter, &semicolons, &template, &offices, &insurers, &guards}
	var education, health *unit
	for i, o := range offices48 {
		u := w.newUnit(g, fmt.Sprintf("D%02d", i+1), "opd", o.name, o.heads*5+w.dice.IntN(o.heads), o.jobs, layouts[(i+n)%len(layouts)])
		switch {
		case i == 0:
			education = u
		case i == 1:
			health = u
		case i == 13 && n%4 == 0:
			u.layout = &twoHands
		case o.heads < 14: // small offices hand in together
			u.layout, u.file = &template, "OPD gabungan"
		}
	}
	for i, district := range region.Standard().Children(g.code) {
		office := w.newUnit(g, fmt.Sprintf("C%02d", i+1), "opd", "Kecamatan "+district.Name, 14, officeJobs, &template)
		office.file = "kecamatan"
		clinic := w.newUnit(g, fmt.Sprintf("P%02d", i+1), "puskesmas", "Puskesmas "+district.Name, 40, clinicJobs, &exporter)
		clinic.parent, clinic.file = health, "puskesmas"
		for k := range 12 {
			kind := "SD Negeri"
			number := k + 1
			if k >= 9 {
				kind, number = "SMP Negeri", k-8
			}
			s := w.newUnit(g, fmt.Sprintf("S%02d%02d", i+1, k+1), "sekolah", fmt.Sprintf("%s %d %s", kind, number, district.Name), 15, teacherJobs, &template)
			s.parent, s.npp, s.file = education, education.npp, "sekolah "+district.Name
			if (i+n)%6 == 0 {
				s.layout = &schools
			}
		}
		w.provinceVillages(g, i, district, office)
	}
	w.firms(g)
}

func (w *world) provinceVillages(g *government, i int, district region.Region, office *unit) {
	shared := []*layout{&template, &exporter, &semicolons, &template, &districtRecap}[i%5]
	for k, v := range region.Standard().Children(district.Code) {
		suffix := fmt.Sprintf("%s%02d", district.Code[6:], k+1)
		if v.Kind == region.Kelurahan {
			u := w.newUnit(g, "K"+suffix, "kelurahan", "Kelurahan "+v.Name, 8, wardJobs, shared)
			u.region, u.parent, u.file = v.Code, office, "rekap "+district.Name
			continue
		}
		u := w.village(g, "V"+suffix, v, 9)
		u.layout, u.file = shared, "rekap "+district.Name
		if u.layout == &semicolons {
			u.layout = &semicolons
		}
		if k%11 == 5 {
			w.twoGroups(g, u, "V"+suffix, v)
		}
	}
}
