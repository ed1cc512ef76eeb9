package ask

import "github.com/payung-id/payung/law"

// programmes reads ["JKK","JKM"] or "JKK,JKM"; ok is false where it is absent.
func (q *question) programmes() (set law.Programmes, ok bool, err error) {
	f := q.get("programmes")
	switch f.kind {
	case absent:
		return 0, false, nil
	case text:
		set, err = law.ParseProgrammes(string(f.raw))
	case nested:
		set, err = programmeList(f.raw)
	default:
		err = errProgrammes
	}
	if err == nil && set == 0 {
		err = refuse("programmes", "Daftar program kosong; isi sedikitnya satu program atau hapus kuncinya.")
	}
	return set, true, err
}

// programmeList reads an array of texts; the common acronyms without a detour.
func programmeList(raw []byte) (law.Programmes, error) {
	var set law.Programmes
	s := scanner{b: raw}
	if !s.next('[') {
		return 0, errProgrammes
	}
	for !s.next(']') {
		name, ok := s.text()
		if !ok {
			return 0, errProgrammes
		}
		if one, ok := acronym(name); ok {
			set = set.With(law.ProgrammesOf(one))
		} else {
			more, err := law.ParseProgrammes(string(name))
			if err != nil {
				return 0, err
			}
			set = set.With(more)
		}
		s.next(',')
	}
	return set, nil
}

var errProgrammes = refuse("programmes", "programmes harus berupa daftar seperti [\"JKK\",\"JKM\"].")

func acronym(name []byte) (law.Programme, bool) {
	switch string(name) {
	case "JKK":
		return law.JKK, true
	case "JKM":
		return law.JKM, true
	case "JHT":
		return law.JHT, true
	case "JP":
		return law.JP, true
	}
	return 0, false
}
