// Package linkage is the home of record linkage. For now it holds only the Indonesian person model's names
// ([github.com/payung-id/payung/linkage/person]); the engine that compares, estimates and assigns will stand here.
package linkage
