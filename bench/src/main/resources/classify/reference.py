"""scikit-learn on the rows of a file, fold by fold: `reference.py FILE NAME...`, one line of JSON.

A row is `fold truth label column:value ...`. Models learn labels and are judged by truths.
"""
import json
import sys
import time
import warnings

import numpy
import scipy.sparse
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

warnings.filterwarnings("ignore")


def trees():
    return ExtraTreesClassifier(100, random_state=1, n_jobs=-1)


def logistic():
    return LogisticRegression(C=1.0, max_iter=200)


CANDIDATES = {"extraTrees": trees, "logistic": logistic}


def read(path):
    folds, truths, labels, row, column, value = [], [], [], [], [], []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file):
            cells = line.split()
            folds.append(int(cells[0]))
            truths.append(cells[1])
            labels.append(cells[2])
            for cell in cells[3:]:
                place, amount = cell.split(":")
                row.append(number)
                column.append(int(place))
                value.append(float(amount))
    rows = scipy.sparse.csr_matrix((numpy.array(value, dtype=numpy.float32), (row, column)))
    return numpy.array(folds), numpy.array(truths), numpy.array(labels), rows


def judge(make, dense, folds, truths, labels, rows):
    modes = numpy.unique(labels)
    scores = numpy.zeros((len(truths), len(modes)))
    start = time.time()
    table = rows.toarray() if dense else rows
    for fold in numpy.unique(folds):
        held = folds == fold
        model = make().fit(table[~held], labels[~held])
        scores[numpy.ix_(held, numpy.searchsorted(modes, model.classes_))] = model.predict_proba(table[held])
    said = modes[scores.argmax(axis=1)]
    return {
        "accuracy": accuracy_score(truths, said),
        "macroF1": f1_score(truths, said, average="macro"),
        "weightedAuc": roc_auc_score(truths, scores, multi_class="ovr", average="weighted", labels=modes),
        "seconds": time.time() - start,
    }


if __name__ == "__main__":
    data = read(sys.argv[1])
    print(json.dumps({name: judge(CANDIDATES[name], name == "extraTrees", *data) for name in sys.argv[2:]}))
