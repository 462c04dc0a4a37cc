import gc
import weakref

from assessment_making import indicator, rulebook

from gapcheck.assessment.keeping import kept


def book():
    return rulebook([indicator("fund", "yes_no")])


def test_it_is_worked_out_once_for_each_piece_and_rulebook():
    made = []

    @kept
    def words(piece, rulebook):
        made.append((piece, rulebook.sha256))
        return f"{piece} of {rulebook.sha256}"

    one, other = book(), book()
    pieces = [["a"], ["a"]]  # equal, and not the same
    assert [words(piece, one) for piece in pieces * 2] == [f"['a'] of {one.sha256}"] * 4
    assert len(made) == 2
    words(pieces[0], other)
    assert len(made) == 3


def test_nothing_is_left_of_a_rulebook_that_is_let_go():
    class Piece:
        pass

    @kept
    def words(_piece, _rulebook):
        return "words"

    held, piece = book(), Piece()
    rulebook_left, piece_left = weakref.ref(held), weakref.ref(piece)
    words(piece, held)
    del piece
    gc.collect()
    assert piece_left() is not None  # so that no other piece comes to have its identity
    del held
    gc.collect()
    assert (rulebook_left(), piece_left()) == (None, None)
